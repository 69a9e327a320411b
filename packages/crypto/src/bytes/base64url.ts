/** Strict base64url, the encoding of stamps and of everything WebAuthn: one text per byte string, one byte string per text. */
import { CryptoError } from '../crypto-error.ts'
import type { Bytes } from './bytes.ts'

/**
 * Base64url without padding.
 * @param bytes any bytes
 * @see RFC 4648 §5
 */
export function toBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** What may remain after whole groups of four: two or three characters, the last with only zeros in its unused bits. */
const canonicalTail = /^(?:|.[AQgw]|..[AEIMQUYcgkosw048])$/

/**
 * The bytes of a base64url text without padding.
 * @param text only the 64 characters of the URL-safe alphabet; the unused bits of the last one must be zero
 * @throws BASE64URL_MALFORMED on padding, white space, another alphabet, an impossible length or non-zero unused bits
 * @see RFC 4648 §3.5
 */
export function readBase64url(text: string): Bytes {
  const tail = text.slice(text.length - (text.length % 4))
  if (!/^[\w-]*$/.test(text) || !canonicalTail.test(tail)) {
    throw new CryptoError('BASE64URL_MALFORMED', 'Expected canonical base64url without padding or white space.')
  }
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/**
 * The bytes of a base64url text that may carry its full `=` padding, and is otherwise as strict as {@link readBase64url}.
 * @param text base64url; when padded, its length must be a multiple of four
 * @throws BASE64URL_MALFORMED when what is left without correct padding is not canonical base64url
 */
export function readBase64urlLenient(text: string): Bytes {
  return readBase64url(text.length % 4 === 0 ? text.replace(/={1,2}$/, '') : text)
}
