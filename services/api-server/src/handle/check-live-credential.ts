/** That a credential which was good when the signature was checked still is when the write happens. */
import type { CallerFacts } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { Transaction } from '../store/store.ts'

/**
 * Passes a caller whose credential lives at this very moment. The token of a read-only session is let through: all it can
 * submit is its own end.
 * @param transaction the one in which the write happens
 * @param caller who signed
 * @param nowMs server time in milliseconds since 1970-01-01 UTC
 * @throws API_KEY_EXPIRED when the session key's time is over
 * @throws PUBLIC_KEY_NOT_FOUND, CREDENTIAL_ID_NOT_FOUND when the credential has been deleted
 */
export async function checkLiveCredential(
  transaction: Transaction,
  { organizationId, userId, credential }: CallerFacts,
  nowMs: number,
): Promise<void> {
  if (
    credential.kind === 'passkey' &&
    !(await transaction.hasAuthenticator(organizationId, credential.authenticatorId))
  ) {
    throw new Refusal('CREDENTIAL_ID_NOT_FOUND', { reason: 'the passkey was deleted while the request was on its way' })
  }
  if (credential.kind !== 'api-key') return
  if (await transaction.hasLiveApiKey(organizationId, userId, credential.apiKeyId, nowMs)) return
  if (credential.expiresAtMs !== undefined && credential.expiresAtMs <= nowMs) throw new Refusal('API_KEY_EXPIRED')
  throw new Refusal('PUBLIC_KEY_NOT_FOUND', { reason: 'the key was deleted while the request was on its way' })
}
