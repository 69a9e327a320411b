/** `stamp_login`: a session whose key the client made, and a statement about it. */
import { formatSessionClaims, toHex } from '@latchkey/crypto'
import type { ApiKeyRow } from '../../store/credential-rows.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { addSessionKey } from '../credentials/add-session-key.ts'
import { findLoginProfile } from '../credentials/find-login-profile.ts'
import { readPublicKey, readSessionSeconds } from '../credentials/new-api-key.ts'
import { lockUserOf } from './lock-user-of.ts'

/**
 * Registers the key of a session of the caller and answers the session's token, still without its signature: that is added for
 * the answer to the proposer, see `reveal-login.ts`. A log-in key of the caller's is registered anew when it is sent again.
 * @param call public key, life, session profile
 * @param caller whose session it is
 * @param system session profiles, ids, limits
 * @throws every refusal of {@link findLoginProfile}, {@link readPublicKey}, {@link readSessionSeconds} and {@link addSessionKey}
 * @see Turnkey wire protocol: stamp_login
 */
export const stampLogin: ActivityHandler<'stamp_login'> = async (call, caller, system) => {
  const { invalidateExisting = false } = call.parameters
  const publicKey = readPublicKey(call.parameters.publicKey, 'parameters.publicKey')
  const asked = readSessionSeconds(call.parameters.expirationSeconds, system.policy)
  const profile = await findLoginProfile(call, caller, system.store)
  const expirationSeconds = Math.min(asked, profile?.expirationSeconds ?? asked)
  const replaces = (row: ApiKeyRow): boolean => invalidateExisting || Buffer.compare(row.publicKey, publicKey) === 0
  return async (transaction, activity) => {
    const { createdAtMs } = activity
    const owner = await lockUserOf(transaction, caller, caller.userId)
    const apiKeyName = `Login - ${createdAtMs}`
    const key = { apiKeyName, publicKey, credentialType: 'CREDENTIAL_TYPE_LOGIN', expirationSeconds }
    const birth = { activity, caller, userAgent: call.userAgent, system }
    await addSessionKey(transaction, owner, { key, replaces, profile }, birth)
    const session = formatSessionClaims({
      expiresAtSeconds: Math.floor(createdAtMs / 1000) + expirationSeconds,
      publicKeyHex: toHex(publicKey),
      sessionType: profile?.sessionProfileName ?? 'SESSION_TYPE_READ_WRITE',
      userId: owner.userId,
      organizationId: owner.organizationId,
      ...(profile && { sessionProfileId: profile.sessionProfileId, scope: profile.scope }),
    })
    return { session }
  }
}
