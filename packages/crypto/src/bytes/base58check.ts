/** Base58check, the present encoding of credential bundles: base58 with a checksum of four bytes. */
import { CryptoError } from '../crypto-error.ts'
import type { Bytes } from './bytes.ts'
import { concatBytes } from './concat-bytes.ts'
import { readHex, toHex } from './hex.ts'
import { sha256 } from './sha256.ts'

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const checksumLength = 4
/** The conversion takes quadratic time; nothing in the protocol comes near this many characters. */
const maxLength = 1024

const checksumOf = async (payload: Uint8Array): Promise<Bytes> =>
  (await sha256(await sha256(payload))).slice(0, checksumLength)

function toBase58(bytes: Uint8Array): string {
  let text = ''
  for (let rest = BigInt(`0x0${toHex(bytes)}`); rest > 0n; rest /= 58n)
    text = alphabet.charAt(Number(rest % 58n)) + text
  const zeros = bytes.findIndex((byte) => byte !== 0)
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + text
}

function readBase58(text: string): Bytes | undefined {
  let value = 0n
  for (const character of text) {
    const digit = alphabet.indexOf(character)
    if (digit < 0) return undefined
    value = value * 58n + BigInt(digit)
  }
  const zeros = text.search(/[^1]|$/)
  const hex = value === 0n ? '' : value.toString(16)
  return concatBytes(new Uint8Array(zeros), readHex(hex.length % 2 === 0 ? hex : `0${hex}`))
}

/**
 * Base58 of the payload followed by its checksum.
 * @param payload the bytes to encode
 */
export async function toBase58check(payload: Uint8Array): Promise<string> {
  return toBase58(concatBytes(payload, await checksumOf(payload)))
}

/**
 * The payload of a base58check text, without its checksum.
 * @param text at most 1024 characters of the base58 alphabet (no `0`, `O`, `I`, `l`)
 * @throws BASE58CHECK_MALFORMED on another character, too much or too little of them, or a wrong checksum
 */
export async function readBase58check(text: string): Promise<Bytes> {
  const bytes = text.length <= maxLength ? readBase58(text) : undefined
  if (bytes && bytes.length >= checksumLength) {
    const payload = bytes.slice(0, -checksumLength)
    if (toHex(await checksumOf(payload)) === toHex(bytes.slice(-checksumLength))) return payload
  }
  throw new CryptoError('BASE58CHECK_MALFORMED', 'Expected base58 text that ends in a correct checksum.')
}
