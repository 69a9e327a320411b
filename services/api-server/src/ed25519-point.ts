/** Which bytes are a public key of Ed25519: the platform imports any 32, so that this has to be asked before one is registered. */
import { toHex } from '@latchkey/crypto'

/** The field of the curve −x² + y² = 1 + d·x²·y² (RFC 8032 §5.1). */
const p = 2n ** 255n - 19n
const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n

/** One of the two y of the four points of order 8; the other is `p` minus it. */
const yOfOrder8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022n

/**
 * Every y of the eight points whose order divides 8. Under such a key anybody makes signatures that OpenSSL 3.0.19 accepts; 3.5.8, which
 * Node 26.10 has, refuses them (November 2026).
 */
const smallOrderYs: ReadonlySet<bigint> = new Set([0n, 1n, p - 1n, yOfOrder8, p - yOfOrder8])

/**
 * Whether bytes are a point of the curve in its one encoding, and not one of small order.
 * @param encoded 32 bytes: y, little-endian, with the parity of x in the highest bit; public, since the time taken depends on them
 * @see RFC 8032 §5.1.3
 */
export function isEd25519PublicKey(encoded: Uint8Array): boolean {
  if (encoded.length !== 32) return false
  const y = BigInt(`0x${toHex(encoded.toReversed())}`) & ((1n << 255n) - 1n)
  if (y >= p || smallOrderYs.has(y)) return false
  // x² is (y² − 1) / (d·y² + 1), a square exactly when the product of the two is one: then there is such an x.
  const square = (y * y) % p
  return isSquare(((square - 1n) * (d * square + 1n)) % p)
}

/** By Euler's criterion, for a value from 1 to p − 1. */
function isSquare(value: bigint): boolean {
  let power = 1n
  let base = value
  for (let exponent = (p - 1n) / 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) power = (power * base) % p
    base = (base * base) % p
  }
  return power === 1n
}
