/** Key pairs of the vectors as the platform's keys. */
import { decompressPoint, publicKeyOf } from '@latchkey/crypto'
import { toPrivateJwk } from '../../../packages/crypto/src/p256/key-jwk.ts'

/**
 * The ECDH key pair of a private key; the private half cannot be extracted.
 * @param privateKey 32 bytes
 */
export async function importAgreementKey(privateKey: Uint8Array<ArrayBuffer>): Promise<CryptoKeyPair> {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
  const publicKey = await publicKeyOf(privateKey)
  const jwk = toPrivateJwk({ privateKey, publicKey })
  return {
    privateKey: await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['deriveBits']),
    publicKey: await crypto.subtle.importKey('raw', decompressPoint(publicKey), algorithm, true, []),
  }
}
