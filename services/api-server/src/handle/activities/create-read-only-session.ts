/** `create_read_only_session`: what `login()` calls. */
import { hashReadOnlyToken, makeReadOnlyToken } from '../../read-only-token.ts'
import { isHeldToSession } from '../../session-powers.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { findSigner, toOrigin } from '../credentials/session-terms.ts'
import { readOnlySessionMs } from '../limits.ts'

/**
 * Opens a read-only session of one hour for the caller, shorter only where a session key asks that ends before. The stored
 * result has no token: it is derived again for the answer, see `reveal-session.ts`.
 * @param call no parameters
 * @param caller whose session it is
 * @param system key of the tokens, policy
 * @see Turnkey wire protocol: create_read_only_session
 */
export const createReadOnlySession: ActivityHandler<'create_read_only_session'> = (call, caller, system) => {
  const { organizationId, organizationName, userId, userName, credential } = caller
  const endsWith = isHeldToSession(caller, system.policy) && credential.kind === 'api-key' && credential.expiresAtMs
  return async (transaction, { activityId, createdAtMs }) => {
    const tokenHash = hashReadOnlyToken(makeReadOnlyToken(system.sessionSecret, organizationId, activityId))
    const expiresAtMs = Math.min(createdAtMs + readOnlySessionMs, endsWith || Number.POSITIVE_INFINITY)
    const origin = toOrigin(caller, call.userAgent, await findSigner(transaction, caller))
    const life = { createdAtMs, expiresAtMs }
    await transaction.addReadOnlySession({ organizationId, tokenHash, userId, sessionId: activityId, ...life, origin })
    const sessionExpiry = String(Math.floor(expiresAtMs / 1000))
    return { organizationId, organizationName, userId, username: userName, session: '', sessionExpiry }
  }
}
