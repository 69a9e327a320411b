/** ECDSA signatures of P-256 between DER, as the protocol carries them, and the fixed 64 bytes WebCrypto speaks. */
import type { Bytes } from '../bytes/bytes.ts'
import { concatBytes } from '../bytes/concat-bytes.ts'
import { CryptoError } from '../crypto-error.ts'
import { curve, toBytes32, toInteger } from './curve.ts'

const sequenceTag = 0x30
const integerTag = 0x02

const malformed = (): CryptoError =>
  new CryptoError('DER_MALFORMED', 'Not a P-256 signature: expected strict DER of two integers between 1 and n − 1.')

const isInRange = (value: bigint): boolean => value > 0n && value < curve.n

function toDerInteger(value: Uint8Array): Bytes {
  const firstDigit = value.findIndex((byte) => byte !== 0)
  const digits = value.subarray(firstDigit)
  const sign = (digits[0] ?? 0) < 0x80 ? [] : [0]
  return Uint8Array.of(integerTag, sign.length + digits.length, ...sign, ...digits)
}

/** The length in bytes of the whole INTEGER that begins at `start`: tag, length and a minimal, non-negative content. */
function derIntegerLength(der: Uint8Array, start: number): number {
  const [tag, length = 0, first = 0, second = 0] = der.subarray(start, start + 4)
  const isMinimal = first !== 0 || second >= 0x80
  if (tag !== integerTag || length < 1 || length > 33 || first >= 0x80 || !isMinimal) throw malformed()
  return 2 + length
}

/**
 * The DER form of a signature: 8 to 72 bytes.
 * @param p1363 64 bytes: r, s
 * @throws DER_MALFORMED when the length is another or r or s is not between 1 and n − 1
 * @see RFC 3279 §2.2.3
 */
export function toDerSignature(p1363: Uint8Array): Bytes {
  const [r, s] = [p1363.subarray(0, 32), p1363.subarray(32)]
  if (p1363.length !== 64 || !isInRange(toInteger(r)) || !isInRange(toInteger(s))) throw malformed()
  const integers = concatBytes(toDerInteger(r), toDerInteger(s))
  return concatBytes(Uint8Array.of(sequenceTag, integers.length), integers)
}

/**
 * The 64 bytes r, s of a DER signature; a high s is accepted, as signers of this protocol do not normalise it.
 * @param der the signature, and not one byte more
 * @throws DER_MALFORMED on any other encoding than the one DER allows, or when r or s is not between 1 and n − 1
 * @see X.690 §8.3, §10.1
 */
export function readDerSignature(der: Uint8Array): Bytes {
  if (der[0] !== sequenceTag || der[1] !== der.length - 2) throw malformed()
  const middle = 2 + derIntegerLength(der, 2)
  const end = middle + derIntegerLength(der, middle)
  const r = toInteger(der.subarray(4, middle))
  const s = toInteger(der.subarray(middle + 2, end))
  if (end !== der.length || !isInRange(r) || !isInRange(s)) throw malformed()
  return concatBytes(toBytes32(r), toBytes32(s))
}
