/** The `X-Stamp` header: the proof that the holder of an API key sent exactly these body bytes. */
import { readBase64urlLenient, toBase64url } from '../bytes/base64url.ts'
import { toHex } from '../bytes/hex.ts'
import { readUtf8, toUtf8 } from '../bytes/utf8.ts'
import { CryptoError } from '../crypto-error.ts'
import { recode } from '../recode.ts'
import { readJsonMembers } from './read-json-members.ts'
import { stampSchemes } from './stamp-schemes.ts'

/** What an `X-Stamp` header says; nothing about it is verified. */
export interface ApiKeyStamp {
  /** Lower-case hexadecimal; the 66 digits of a compressed point, or the 64 of an Ed25519 key. */
  readonly publicKeyHex: string
  /** One of `stampSchemes`, or one this package does not know. */
  readonly scheme: string
  /** Lower-case hexadecimal; of the DER signature, or of the 64 bytes of an Ed25519 one. */
  readonly signatureHex: string
}

const maxHeaderLength = 2048

/**
 * The value of an `X-Stamp` header: base64url of a JSON object.
 * @param stamp key, scheme and signature
 * @see Turnkey wire protocol: X-Stamp
 */
export function formatApiKeyStamp({ publicKeyHex, scheme, signatureHex }: ApiKeyStamp): string {
  return toBase64url(toUtf8(JSON.stringify({ publicKey: publicKeyHex, scheme, signature: signatureHex })))
}

/**
 * The value of an `X-Stamp` header for a body, signed with a P-256 key.
 * @param parameters `publicKeyHex`: 66 digits, compressed; `body`: the bytes exactly as they will be sent; `sign`: gives the DER signature over bytes, for example by `signDer`
 * @see Turnkey wire protocol: X-Stamp
 */
export async function makeApiKeyStamp(parameters: {
  readonly publicKeyHex: string
  readonly body: Uint8Array
  readonly sign: (body: Uint8Array) => Promise<Uint8Array>
}): Promise<string> {
  const { publicKeyHex, body, sign } = parameters
  return formatApiKeyStamp({ publicKeyHex, scheme: stampSchemes.apiP256, signatureHex: toHex(await sign(body)) })
}

const decodeHeader = (header: string): string =>
  recode('STAMP_MALFORMED', 'X-Stamp must be base64url of a JSON object.', () => readUtf8(readBase64urlLenient(header)))

function readHexMember(name: string, text: string): string {
  if (/^(?:[0-9a-f]{2})+$/i.test(text)) return text.toLowerCase()
  throw new CryptoError('STAMP_MALFORMED', `The member "${name}" of X-Stamp must be hexadecimal and not empty.`)
}

/**
 * Key, scheme and signature named in an `X-Stamp` header, hexadecimal in lower case.
 * @param header base64url with or without padding, at most 2048 characters
 * @throws STAMP_MALFORMED when it is longer, not base64url, not a JSON object with the three strings, names a member twice, or key or signature is not hexadecimal
 * @see Turnkey wire protocol: X-Stamp
 */
export function readApiKeyStamp(header: string): ApiKeyStamp {
  if (header.length > maxHeaderLength) {
    throw new CryptoError('STAMP_MALFORMED', `X-Stamp must not be longer than ${maxHeaderLength} characters.`)
  }
  const members = readJsonMembers(decodeHeader(header), ['publicKey', 'scheme', 'signature'])
  return {
    publicKeyHex: readHexMember('publicKey', members.publicKey),
    scheme: members.scheme,
    signatureHex: readHexMember('signature', members.signature),
  }
}
