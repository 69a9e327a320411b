/** Session keys that the server makes and cannot use: their private halves leave it sealed, and stay nowhere. */
import { generateKeyPairSync } from 'node:crypto'
import { CryptoError, compressPoint, sealCredentialBundle } from '@latchkey/crypto'
import { violation } from './new-api-key.ts'

/** New key whose private half only the holder of a target key can have. */
export interface SealedKey {
  /** Compressed point, 33 bytes. */
  publicKey: Uint8Array
  /** The private half, sealed: base58check of 81 bytes. */
  credentialBundle: string
}

/** DER rather than JWK: bytes can be wiped, strings cannot. */
const encodings = {
  namedCurve: 'P-256',
  publicKeyEncoding: { format: 'der', type: 'spki' },
  privateKeyEncoding: { format: 'der', type: 'sec1' },
} as const
/** Where the 32 bytes of the private key stand in `ECPrivateKey`. @see RFC 5915 §3 */
const [privateKeyStart, privateKeyEnd] = [7, 39]
const pointLength = 65

/**
 * A new P-256 key, its private half sealed to a target key and wiped.
 * @param targetPublicKey point in hexadecimal, uncompressed or compressed
 * @throws PUBLIC_KEY_INVALID when the target key is not a point of the curve
 * @see Turnkey wire protocol: credential bundle
 */
export async function makeSealedKey(targetPublicKey: string): Promise<SealedKey> {
  const pair = generateKeyPairSync('ec', encodings)
  const privateKey = pair.privateKey.subarray(privateKeyStart, privateKeyEnd)
  try {
    const credentialBundle = await sealCredentialBundle({ targetPublicKey, privateKey })
    return { publicKey: compressPoint(pair.publicKey.subarray(-pointLength)), credentialBundle }
  } catch (error) {
    if (!(error instanceof CryptoError) || error.code !== 'POINT_MALFORMED') throw error
    throw violation('PUBLIC_KEY_INVALID', 'parameters.targetPublicKey', 'must be a point of P-256')
  } finally {
    pair.privateKey.fill(0)
  }
}
