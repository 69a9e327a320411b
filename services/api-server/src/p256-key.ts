/** Public keys on P-256 as the protocol carries them, imported for the platform: registration and verification share what was imported. */
import { createPublicKey } from 'node:crypto'
import { cacheKeys } from './key-cache.ts'

/** Everything of a SubjectPublicKeyInfo (RFC 5480 §2) before the 33 bytes of a compressed P-256 point. */
const spkiPrefix = Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex')

/**
 * The key of a compressed point; keys used lately are kept imported.
 * @param point 33 bytes: `02` or `03`, x
 * @throws Error of the platform when that is no point of the curve
 * @see SEC 1 §2.3.4
 */
export const importP256Key = cacheKeys((point) =>
  createPublicKey({ key: Buffer.concat([spkiPrefix, point]), format: 'der', type: 'spki' }),
)
