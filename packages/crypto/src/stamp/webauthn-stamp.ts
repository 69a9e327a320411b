/** The `X-Stamp-Webauthn` header: the proof that the holder of a passkey approved exactly these body bytes. */
import { readBase64url } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { CryptoError } from '../crypto-error.ts'
import { recode } from '../recode.ts'
import { readJsonMembers } from './read-json-members.ts'

/** The four parts of an assertion, each as `Value`. */
export interface WebauthnStamp<Value> {
  /** What the authenticator says about itself and the touch. */
  readonly authenticatorData: Value
  /** What the browser says about page and challenge: JSON. */
  readonly clientDataJson: Value
  /** Which passkey. */
  readonly credentialId: Value
  /** Over authenticator data and the digest of the client data. */
  readonly signature: Value
}

const maxHeaderLength = 8192
const memberNames = ['authenticatorData', 'clientDataJson', 'credentialId', 'signature'] as const

/**
 * The value of an `X-Stamp-Webauthn` header: JSON, of ASCII characters only.
 * @param stamp the parts of the assertion, each base64url without padding
 * @see Turnkey wire protocol: X-Stamp-Webauthn
 */
export function formatWebauthnStamp(stamp: WebauthnStamp<string>): string {
  return JSON.stringify(stamp, [...memberNames])
}

const readMember = (name: string, text: string): Bytes =>
  recode('STAMP_MALFORMED', `The member "${name}" of X-Stamp-Webauthn must be base64url.`, () => readBase64url(text))

/**
 * The bytes of the four parts named in an `X-Stamp-Webauthn` header; nothing about them is verified.
 * @param header JSON, at most 8192 characters
 * @throws STAMP_MALFORMED when it is longer, not a JSON object with the four strings, names a member twice, or one is not base64url
 * @see Turnkey wire protocol: X-Stamp-Webauthn
 */
export function readWebauthnStamp(header: string): WebauthnStamp<Bytes> {
  if (header.length > maxHeaderLength) {
    throw new CryptoError('STAMP_MALFORMED', `X-Stamp-Webauthn must not be longer than ${maxHeaderLength} characters.`)
  }
  const members = readJsonMembers(header, memberNames)
  return {
    authenticatorData: readMember('authenticatorData', members.authenticatorData),
    clientDataJson: readMember('clientDataJson', members.clientDataJson),
    credentialId: readMember('credentialId', members.credentialId),
    signature: readMember('signature', members.signature),
  }
}
