/** Key pairs of the vectors with private halves of the platform's. */
import { decompressPoint, type GeneratedTargetKey, publicKeyOf } from '@latchkey/crypto'
import { toPrivateJwk } from '../../../packages/crypto/src/p256/key-jwk.ts'

/**
 * The ECDH key pair of a private key; the private half cannot be extracted.
 * @param privateKey 32 bytes
 */
export async function importAgreementKey(privateKey: Uint8Array<ArrayBuffer>): Promise<GeneratedTargetKey> {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
  const publicKey = await publicKeyOf(privateKey)
  const jwk = toPrivateJwk({ privateKey, publicKey })
  return {
    privateKey: await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['deriveBits']),
    publicKey: decompressPoint(publicKey),
  }
}
