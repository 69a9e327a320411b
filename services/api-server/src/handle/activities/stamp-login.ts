/** `stamp_login`: a session whose key the client made, and a statement about it. */
import { formatSessionClaims, toHex } from '@latchkey/crypto'
import type { ApiKeyRow } from '../../store/credential-rows.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { addSessionKey } from '../credentials/add-session-key.ts'
import { readPublicKey, readSessionSeconds, violation } from '../credentials/new-api-key.ts'
import { lockUserOf } from './lock-user-of.ts'

/**
 * Registers the key of a session of the caller and answers the session's token, still without its signature: that is added for
 * the answer to the proposer, see `reveal-login.ts`. A log-in key of the caller's is registered anew when it is sent again.
 * @param call public key, life
 * @param caller whose session it is
 * @param system ids, limits
 * @throws SESSION_PROFILES_UNAVAILABLE when a session profile is asked for
 * @throws every refusal of {@link readPublicKey}, {@link readSessionSeconds} and {@link addSessionKey}
 * @see Turnkey wire protocol: stamp_login
 */
export const stampLogin: ActivityHandler<'stamp_login'> = (call, caller, system) => {
  const { invalidateExisting = false, sessionProfileId = '' } = call.parameters
  if (sessionProfileId !== '') {
    throw violation('SESSION_PROFILES_UNAVAILABLE', 'parameters.sessionProfileId', 'must be left out')
  }
  const publicKey = readPublicKey(call.parameters.publicKey, 'parameters.publicKey')
  const expirationSeconds = readSessionSeconds(call.parameters.expirationSeconds, system.policy)
  const replaces = (row: ApiKeyRow): boolean => invalidateExisting || Buffer.compare(row.publicKey, publicKey) === 0
  return async (transaction, activity) => {
    const { createdAtMs } = activity
    const owner = await lockUserOf(transaction, caller, caller.userId)
    const apiKeyName = `Login - ${createdAtMs}`
    const key = { apiKeyName, publicKey, credentialType: 'CREDENTIAL_TYPE_LOGIN', expirationSeconds }
    await addSessionKey(transaction, owner, { key, replaces }, { activity, caller, system })
    const session = formatSessionClaims({
      expiresAtSeconds: Math.floor(createdAtMs / 1000) + expirationSeconds,
      publicKeyHex: toHex(publicKey),
      sessionType: 'SESSION_TYPE_READ_WRITE',
      userId: owner.userId,
      organizationId: owner.organizationId,
    })
    return { session }
  }
}
