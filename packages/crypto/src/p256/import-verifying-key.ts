/** From the bytes of a public key to a key the platform verifies with. */
import { decompressPoint } from './point.ts'

/**
 * A key for `verifyDer`; worth keeping, since importing costs as much as verifying.
 * @param compressed 33 bytes
 * @throws POINT_MALFORMED when it is not a compressed point on the curve
 * @see SEC 1 §2.3.4
 */
export async function importVerifyingKey(compressed: Uint8Array): Promise<CryptoKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  return crypto.subtle.importKey('raw', decompressPoint(compressed), algorithm, true, ['verify'])
}
