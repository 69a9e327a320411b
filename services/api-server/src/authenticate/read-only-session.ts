/** Requests that carry the token of a read-only session instead of a stamp. */
import type { Call } from '../call.ts'
import type { Caller } from '../caller.ts'
import { readReadOnlyToken } from '../read-only-token.ts'
import { Refusal } from '../refusal.ts'
import type { FoundReadOnlySession } from '../store/credential-rows.ts'
import type { System } from '../system.ts'
import { toCaller } from './to-caller.ts'

function invalid(reason: string): Refusal {
  return new Refusal('SESSION_INVALID', { reason })
}

/** A session reads its own organization; where the operation allows it, that may be named by its parent. */
function checkTarget({ organizationId, operation }: Call, found: FoundReadOnlySession): void {
  const isOwn = organizationId === found.organizationId
  const isByParent = operation.resolvesSubOrganization && organizationId === found.parentOrganizationId
  if (!isOwn && !isByParent) throw invalid('session belongs to another organization')
}

/**
 * The caller behind an `X-Session` header. What such a caller may do is for the next stage to say.
 * @param call well-formed request
 * @param token value of the header `X-Session`, base64url
 * @param system store, clock and the key of the tokens
 * @throws SESSION_INVALID when the token is not this server's, its session has ended, or belongs to another organization
 * @see Turnkey wire protocol: X-Session
 */
export async function authenticateSession(call: Call, token: string, system: System): Promise<Caller> {
  const genuine = readReadOnlyToken(system.sessionSecret, token)
  if (!genuine) throw invalid('not a token of this server')
  const found = await system.store.findReadOnlySession(genuine.organizationId, genuine.tokenHash)
  if (!found) throw invalid('session has been ended')
  if (found.expiresAtMs <= system.nowMs()) throw invalid('session has expired')
  checkTarget(call, found)
  return toCaller(
    { found, targetOrganizationId: found.organizationId },
    { kind: 'read-only-session', sessionId: found.sessionId, tokenHash: genuine.tokenHash },
  )
}
