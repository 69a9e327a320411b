/** The assertion procedure of WebAuthn, for a passkey whose record has been found (step 6). */
import { hash, timingSafeEqual } from 'node:crypto'
import { concatBytes, type WebauthnStamp } from '@latchkey/crypto'
import type { OriginLists } from '../../passkey-origins.ts'
import { Refusal } from '../../refusal.ts'
import type { FoundAuthenticator } from '../../store/credential-rows.ts'
import { type AuthenticatorData, readAuthenticatorData } from './authenticator-data.ts'
import { checkCeremony, checkPage, readClientData } from './client-data.ts'
import { verifyByCoseKey } from './cose-key.ts'

/** What an assertion must be about. */
export interface Expectation {
  /** Record of the passkey. */
  passkey: FoundAuthenticator
  /** 64 ASCII characters: hexadecimal SHA-256 of the body, lower case. */
  challenge: Uint8Array
  /** Lists on each of which the page's origin must be. */
  origins: OriginLists
}

const sha256 = (data: Uint8Array | string): Buffer => hash('sha256', data, 'buffer')

async function checkSignature(stamp: WebauthnStamp<Uint8Array>, passkey: FoundAuthenticator): Promise<void> {
  const signed = concatBytes(stamp.authenticatorData, sha256(stamp.clientDataJson)) // step 20
  if (!(await verifyByCoseKey(passkey.publicKeyCose, signed, stamp.signature))) {
    throw new Refusal('WEBAUTHN_SIGNATURE_INVALID')
  }
}

function checkAuthenticator(data: AuthenticatorData, passkey: FoundAuthenticator): void {
  // Step 15.
  if (!timingSafeEqual(data.rpIdHash, sha256(passkey.rpId))) throw new Refusal('WEBAUTHN_RP_ID_MISMATCH')
  // Step 16. Step 17, user verification, is optional here: official stampers ask for "preferred".
  if (!data.isUserPresent) throw new Refusal('WEBAUTHN_USER_NOT_PRESENT')
  // Step 18: no backup without eligibility. Step 19: eligibility never changes.
  const isContradiction = data.isBackedUp && !data.isBackupEligible
  if (isContradiction || data.isBackupEligible !== passkey.backupEligible) {
    throw new Refusal('WEBAUTHN_BACKUP_STATE_INVALID')
  }
}

/**
 * Authenticator data of an assertion, after every check but that of the counter, which needs the store.
 *
 * The signature goes first: what the specific refusals tell about a passkey is told to its holder only.
 * @param stamp assertion as received
 * @param expectation passkey, challenge and pages it must be of
 * @throws WEBAUTHN_SIGNATURE_INVALID when the signature is not this passkey's
 * @throws WEBAUTHN_CLIENT_DATA_INVALID, WEBAUTHN_ORIGIN_NOT_ALLOWED, WEBAUTHN_FRAMED on account of the client data
 * @throws WEBAUTHN_STAMP_MALFORMED, WEBAUTHN_RP_ID_MISMATCH, WEBAUTHN_USER_NOT_PRESENT, WEBAUTHN_BACKUP_STATE_INVALID on account of the
 * authenticator data
 * @see WebAuthn L3 §7.2 steps 7 to 21
 */
export async function checkAssertion(
  stamp: WebauthnStamp<Uint8Array>,
  { passkey, challenge, origins }: Expectation,
): Promise<AuthenticatorData> {
  await checkSignature(stamp, passkey) // steps 20 and 21
  const clientData = readClientData(stamp.clientDataJson) // steps 8 and 9
  checkCeremony(clientData, challenge) // steps 10 and 11
  checkPage(clientData, origins) // steps 12 to 14
  const data = readAuthenticatorData(stamp.authenticatorData)
  checkAuthenticator(data, passkey) // steps 15 to 19
  return data
}
