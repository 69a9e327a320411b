/** Client data of a registration: what the browser says about page and challenge. */
import { readBase64url } from '@latchkey/crypto'
import { isAllowedPage, type OriginLists } from '../../passkey-origins.ts'
import { readStrictJsonObject } from '../../strict-json.ts'
import { RegistrationFault } from './registration-fault.ts'

/**
 * Origin of the page where a passkey was registered, after client data and challenge have been checked.
 * @param clientDataJson base64url as received
 * @param challenge base64url the client says it asked with
 * @param origins lists on each of which the page must be
 * @throws RegistrationFault when it is of another ceremony, challenge or page, or the page was framed by another site
 * @throws CryptoError, JsonFault when it is not base64url of unambiguous JSON
 * @see WebAuthn L3 §7.1 steps 5 to 11
 */
export function readRegistrationOrigin(clientDataJson: string, challenge: string, origins: OriginLists): string {
  const members = readStrictJsonObject(readBase64url(clientDataJson))
  if (members.type !== 'webauthn.create') throw new RegistrationFault('is not a registration')
  if (members.challenge !== challenge) throw new RegistrationFault('was made for another challenge')
  const { origin, crossOrigin, topOrigin } = members
  if ((crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined) {
    throw new RegistrationFault('was made inside a frame of another site')
  }
  if (typeof origin !== 'string' || !isAllowedPage(origin, origins)) {
    throw new RegistrationFault(
      "was made on an origin that LATCHKEY_ORIGINS or the organization's FEATURE_NAME_WEBAUTHN_ORIGINS does not list",
    )
  }
  return origin
}
