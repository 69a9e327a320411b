/** UUIDs between their text on the wire and the 16 bytes the store keeps. */

const uuidText = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Converts a UUID's text to its 16 bytes, big-endian as written.
 * @param text UUID in 8-4-4-4-12 form, either case
 * @throws TypeError when the text is not a UUID
 * @see RFC 9562 §4
 */
export function uuidToBytes(text: string): Uint8Array {
  if (!uuidText.test(text)) throw new TypeError('an id must be a UUID such as 018f4e1a-9c3b-7d2e-8f10-0123456789ab')
  return Buffer.from(text.replaceAll('-', ''), 'hex')
}

/**
 * Converts 16 bytes to a UUID's text in lower case.
 * @param bytes the UUID, 16 bytes
 * @throws TypeError when there are not exactly 16 bytes
 * @see RFC 9562 §4
 */
export function bytesToUuid(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new TypeError(`a UUID has 16 bytes, not ${bytes.length}`)
  return hexToUuid(Buffer.from(bytes.buffer, bytes.byteOffset, 16).toString('hex'))
}

/**
 * Converts 32 hexadecimal digits to a UUID's text in lower case.
 * @param digits the UUID's 16 bytes in hex, either case
 * @see RFC 9562 §4
 */
export function hexToUuid(digits: string): string {
  const hex = digits.toLowerCase()
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
