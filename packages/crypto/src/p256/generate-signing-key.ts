/** New signing keys. */
import { exportKeyPair, type SigningKeyPair } from './key-jwk.ts'

/**
 * A fresh P-256 key pair as bytes: 32 of the private key, 33 of the compressed public key.
 *
 * The private half is given out so that it can be sealed; to sign, import it again with `importSigningKey`, and forget the bytes.
 * @see SEC 1 §3.2.1
 */
export async function generateSigningKey(): Promise<SigningKeyPair> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  return exportKeyPair(privateKey)
}
