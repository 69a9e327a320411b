/** Signing. */
import { type Bytes, toBytes } from '../bytes/bytes.ts'
import { recodeForeign } from '../recode.ts'
import { toDerSignature } from './der.ts'

/**
 * The DER signature (ECDSA, P-256, SHA-256) over a message; a different one each time.
 * @param key a private key of the platform, from `importSigningKey`
 * @param message the bytes as they will be sent; hashed here
 * @throws KEY_UNUSABLE when the platform does not sign with this key
 * @throws DER_MALFORMED when the key is of another curve than P-256
 * @see FIPS 186-5 §6.4.1
 */
export async function signDer(key: CryptoKey, message: Uint8Array): Promise<Bytes> {
  return recodeForeign('KEY_UNUSABLE', 'Expected a P-256 private key for signing.', async () => {
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, toBytes(message))
    return toDerSignature(new Uint8Array(signature))
  })
}
