/** The numbers of the curve P-256 and the conversion between integers and their 32 bytes. */
import type { Bytes } from '../bytes/bytes.ts'
import { readHex, toHex } from '../bytes/hex.ts'

/**
 * The parameters of `y² = x³ − 3x + b` over the field of `p` elements: base point `(gx, gy)` of prime order `n`.
 * @see NIST SP 800-186 §3.2.1.3
 */
export const curve = {
  p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
  b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  gx: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  gy: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
} as const

/**
 * The non-negative integer of big-endian bytes.
 * @param bytes any number of bytes; none is zero
 */
export function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x0${toHex(bytes)}`)
}

/**
 * The 32 big-endian bytes of an integer.
 * @param value from 0 to 2²⁵⁶ − 1
 */
export function toBytes32(value: bigint): Bytes {
  return readHex(value.toString(16).padStart(64, '0'))
}

/**
 * The remainder from 0 to p − 1, for negative values too.
 * @param value any integer
 */
export function modP(value: bigint): bigint {
  const remainder = value % curve.p
  return remainder < 0n ? remainder + curve.p : remainder
}

/**
 * `base` to the power `exponent` modulo p.
 * @param base from 0 to p − 1; public, since the time taken depends on the operands
 * @param exponent zero or more
 */
export function powerP(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = modP(result * square)
    square = modP(square * square)
  }
  return result
}
