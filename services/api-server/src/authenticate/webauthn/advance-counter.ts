/** The signature counter of a passkey: the last step of the assertion procedure, and the only one that writes. */
import type { Call } from '../../call.ts'
import { Refusal } from '../../refusal.ts'
import type { FoundAuthenticator } from '../../store/credential-rows.ts'
import type { System } from '../../system.ts'
import type { AuthenticatorData } from './authenticator-data.ts'

/**
 * Records the counter of an assertion that has passed every other check.
 *
 * Passkeys without a counter always report 0. A counter that does not grow is refused for a passkey bound to one device, since then
 * a copy exists; one that is synced lives in several places anyway, and is only reported to the operator. The very bytes of a write
 * that is on record are let through with the counter they had: a client that lost the answer sends them again.
 * @param call well-formed request
 * @param passkey record of the passkey
 * @param data authenticator data of the assertion
 * @param system store and log
 * @throws WEBAUTHN_COUNTER_WENT_BACK when the counter of a device-bound passkey has not grown
 * @see WebAuthn L3 §7.2 steps 22 and 24
 */
export async function advanceCounter(
  call: Call,
  passkey: FoundAuthenticator,
  data: AuthenticatorData,
  { store, log }: Pick<System, 'store' | 'log'>,
): Promise<void> {
  const isUncounted = data.signCount === 0 && passkey.signCount === 0
  if (isUncounted && data.isBackedUp === passkey.backupState) return
  const { organizationId, credentialId, authenticatorId } = passkey
  if (await store.advanceSignCount(organizationId, credentialId, data.signCount, data.isBackedUp)) return
  if (data.signCount === passkey.signCount && (await isRetry(call, passkey, store))) return
  if (!data.isBackupEligible) throw new Refusal('WEBAUTHN_COUNTER_WENT_BACK')
  log.warn({ organizationId, authenticatorId }, 'signature counter of a synced passkey went back')
}

async function isRetry(
  call: Call,
  { organizationId, userId }: FoundAuthenticator,
  store: System['store'],
): Promise<boolean> {
  return call.kind === 'activity' && store.hasSubmitted(organizationId, userId, call.fingerprint)
}
