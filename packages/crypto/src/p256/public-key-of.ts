/** From a private key to its public key. */
import type { Bytes } from '../bytes/bytes.ts'
import { exportKeyPair } from './key-jwk.ts'
import { multiplyBasePoint } from './multiply-base-point.ts'
import { checkPrivateKey, importWithoutPublicKey } from './private-key.ts'

/**
 * The 33-byte compressed public key of a private key, computed by the platform where it can.
 * @param privateKey 32 bytes
 * @throws PRIVATE_KEY_MALFORMED when it is not 32 bytes between 1 and n − 1
 * @see SEC 1 §3.2.1
 */
export async function publicKeyOf(privateKey: Uint8Array): Promise<Bytes> {
  checkPrivateKey(privateKey)
  try {
    return (await exportKeyPair(await importWithoutPublicKey(privateKey))).publicKey
  } catch {
    // A valid key: what failed is the platform (WebKit at the import, Gecko at the export).
    return multiplyBasePoint(privateKey)
  }
}
