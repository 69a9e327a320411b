/** What is kept of the signature, so that a stored activity can be verified again without the server. */
import { stampSchemes, toHex } from '@latchkey/crypto'
import type { ActivityCall } from '../call.ts'
import type { SignerFacts } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { StampRecord } from '../store/activity-rows.ts'
import type { Reads } from '../store/store.ts'

/** Stands where nothing was signed; the token of a read-only session is a secret and is not kept. */
const unsigned: StampRecord = { scheme: 'SIGNATURE_SCHEME_UNSPECIFIED', publicKeyHex: '', header: '' }

/**
 * Scheme, public key and header of the signature, as votes show them.
 * @param call write with its stamps
 * @param caller who signed it
 * @param store asked for the public key of a passkey
 * @throws CREDENTIAL_ID_NOT_FOUND when the passkey has been deleted meanwhile
 */
export async function toStampRecord(
  call: Pick<ActivityCall, 'stamps'>,
  { credential, organizationId }: SignerFacts,
  store: Pick<Reads, 'findAuthenticatorById'>,
): Promise<StampRecord> {
  if (credential.kind === 'read-only-session') return unsigned
  if (credential.kind === 'api-key') {
    const { scheme, publicKeyHex } = credential
    return { scheme, publicKeyHex, header: call.stamps.stamp ?? '' }
  }
  const passkey = await store.findAuthenticatorById(organizationId, credential.authenticatorId)
  if (passkey === undefined) throw new Refusal('CREDENTIAL_ID_NOT_FOUND')
  return {
    scheme: stampSchemes.webauthn,
    publicKeyHex: toHex(passkey.publicKeyCose),
    header: call.stamps.webauthnStamp ?? '',
  }
}
