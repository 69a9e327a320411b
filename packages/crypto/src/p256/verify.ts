/** Verifying. */
import { type Bytes, toBytes } from '../bytes/bytes.ts'
import { recodeForeign } from '../recode.ts'
import { readDerSignature } from './der.ts'
import { importVerifyingKey } from './import-verifying-key.ts'

function findSignature(der: Uint8Array): Bytes | undefined {
  try {
    return readDerSignature(der)
  } catch {
    return undefined
  }
}

/**
 * Whether a DER signature (ECDSA, P-256, SHA-256) over a message is by this key; false for a malformed one too.
 * @param publicKey 33 compressed bytes, or the key `importVerifyingKey` made of them
 * @param message the bytes as received; hashed here
 * @param der the signature. It is malleable: of a valid one anybody can make a second, so it identifies nothing.
 * @throws POINT_MALFORMED when the bytes are not a compressed point on the curve
 * @throws KEY_UNUSABLE when the platform does not verify with this key
 * @see FIPS 186-5 §6.4.2
 */
export async function verifyDer(
  publicKey: Uint8Array | CryptoKey,
  message: Uint8Array,
  der: Uint8Array,
): Promise<boolean> {
  const key = publicKey instanceof Uint8Array ? await importVerifyingKey(publicKey) : publicKey
  const signature = findSignature(der)
  if (!signature) return false
  return recodeForeign('KEY_UNUSABLE', 'Expected a P-256 public key for verifying.', () =>
    crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, toBytes(message)),
  )
}
