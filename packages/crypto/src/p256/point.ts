/** Points of P-256 as bytes: which encodings are accepted, and the way between the compressed and the uncompressed one. */
import type { Bytes } from '../bytes/bytes.ts'
import { concatBytes } from '../bytes/concat-bytes.ts'
import { readHex } from '../bytes/hex.ts'
import { CryptoError } from '../crypto-error.ts'
import { curve, modP, powerP, toBytes32, toInteger } from './curve.ts'

const malformed = (expected: string): CryptoError =>
  new CryptoError('POINT_MALFORMED', `Not a usable P-256 public key: expected ${expected}.`)

const squareOfY = (x: bigint): bigint => modP(x * x * x - 3n * x + curve.b)

/**
 * Passes an uncompressed point and refuses everything else, before the platform sees it: platforms differ on the point at
 * infinity and on hybrid prefixes.
 * @param point 65 bytes: `04`, x, y
 * @throws POINT_MALFORMED when length or prefix is another, a coordinate is not below p, or the point is not on the curve
 * @see SEC 1 §2.3.4
 */
export function checkPoint(point: Uint8Array): void {
  if (point.length !== 65 || point[0] !== 4) throw malformed('65 bytes that begin with 04')
  const x = toInteger(point.subarray(1, 33))
  const y = toInteger(point.subarray(33))
  if (x >= curve.p || y >= curve.p || modP(y * y) !== squareOfY(x)) throw malformed('a point on the curve')
}

/**
 * The 65 bytes `04`, x, y of a compressed point. Only for public keys: its running time depends on x.
 * @param compressed 33 bytes: `02` or `03` (the parity of y), x
 * @throws POINT_MALFORMED when length or prefix is another, x is not below p, or no point has this x
 * @see SEC 1 §2.3.4
 */
export function decompressPoint(compressed: Uint8Array): Bytes {
  const prefix = compressed[0]
  if (compressed.length !== 33 || (prefix !== 2 && prefix !== 3)) throw malformed('33 bytes that begin with 02 or 03')
  const x = toInteger(compressed.subarray(1))
  const square = squareOfY(x)
  // p ≡ 3 (mod 4): the power (p + 1) / 4 is a square root wherever there is one.
  const root = powerP(square, (curve.p + 1n) / 4n)
  if (x >= curve.p || modP(root * root) !== square) throw malformed('a point on the curve')
  const y = Number(root & 1n) === prefix - 2 ? root : curve.p - root
  return concatBytes(Uint8Array.of(4), toBytes32(x), toBytes32(y))
}

/**
 * The 33 bytes of the compressed form.
 * @param point 65 bytes: `04`, x, y
 * @throws POINT_MALFORMED as {@link checkPoint} does
 * @see SEC 1 §2.3.3
 */
export function compressPoint(point: Uint8Array): Bytes {
  checkPoint(point)
  return concatBytes(Uint8Array.of(2 + ((point.subarray(64)[0] ?? 0) % 2)), point.subarray(1, 33))
}

/**
 * The 33 bytes of a compressed public key in the form the protocol carries it.
 * @param publicKeyHex 66 hexadecimal digits of either case that begin with 02 or 03
 * @throws POINT_MALFORMED when it is not hexadecimal, not compressed or not on the curve
 * @see Turnkey wire protocol: X-Stamp, publicKey
 */
export function readCompressedPoint(publicKeyHex: string): Bytes {
  if (!/^0[23][0-9a-f]{64}$/i.test(publicKeyHex)) throw malformed('66 hexadecimal digits that begin with 02 or 03')
  const compressed = readHex(publicKeyHex)
  decompressPoint(compressed)
  return compressed
}
