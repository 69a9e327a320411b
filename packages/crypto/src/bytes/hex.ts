/** Strict hexadecimal, the encoding of keys and signatures inside stamps. */
import { CryptoError } from '../crypto-error.ts'
import type { Bytes } from './bytes.ts'

const digits = '0123456789abcdef'

/**
 * Lower-case hexadecimal, two characters per byte.
 * @param bytes any bytes
 */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += digits.charAt(byte >> 4) + digits.charAt(byte & 15)
  return text
}

/** The value of a hexadecimal digit from its character code: letters of either case lie 9 above a multiple of 16. */
const digitValue = (code: number): number => (code & 15) + (code > 57 ? 9 : 0)

/**
 * The bytes of a hexadecimal text.
 * @param text an even number of hexadecimal digits of either case, without a prefix or white space
 * @throws HEX_MALFORMED when any other character occurs or half a byte is missing
 */
export function readHex(text: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) {
    throw new CryptoError('HEX_MALFORMED', 'Expected pairs of hexadecimal digits and nothing else.')
  }
  const bytes = new Uint8Array(text.length / 2)
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = digitValue(text.charCodeAt(2 * index)) * 16 + digitValue(text.charCodeAt(2 * index + 1))
  }
  return bytes
}
