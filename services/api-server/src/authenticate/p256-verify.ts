/** ECDSA over P-256 with SHA-256, by the platform, behind a strict look at the signature's encoding. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { readDerSignature } from '@latchkey/crypto'
import { cacheKeys } from './key-cache.ts'
import { verifySignature } from './verify-signature.ts'

/** Everything of a SubjectPublicKeyInfo (RFC 5480 §2) before the 33 bytes of a compressed P-256 point. */
const spkiPrefix = Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex')

const importPoint = cacheKeys((point) =>
  createPublicKey({ key: Buffer.concat([spkiPrefix, point]), format: 'der', type: 'spki' }),
)

function isStrictDer(signature: Uint8Array): boolean {
  try {
    readDerSignature(signature)
    return true
  } catch {
    return false
  }
}

/**
 * Whether a DER signature over a message is by this key. Never throws on account of the signature.
 * @param key public key on P-256
 * @param message the bytes as received; hashed here
 * @param signature strict DER; a high s is accepted
 * @see FIPS 186-5 §6.4.2
 */
export async function verifyP256(key: KeyObject, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  return isStrictDer(signature) && verifySignature(key, message, signature)
}

/**
 * The same for a key given as bytes; keys used lately are kept imported.
 * @param publicKey compressed point, 33 bytes, as registered
 * @param message the bytes as received; hashed here
 * @param signature strict DER; a high s is accepted
 */
export async function verifyP256Point(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return verifyP256(importPoint(publicKey), message, signature)
}
