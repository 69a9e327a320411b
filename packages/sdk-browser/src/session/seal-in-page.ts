/** A session key made and sealed in the page, for a target key whose auth iframe is not in this page. */
import type { CreatedSessionKey } from '@latchkey/contract/iframe-messages'
import {
  type Bytes,
  checkPoint,
  compressPoint,
  concatBytes,
  decompressPoint,
  generateSigningKey,
  readHex,
  toBase58check,
  toHex,
} from '@latchkey/crypto'
import { sealOnce } from './hpke-sender.ts'
import { SessionError } from './session-error.ts'

/** Part of the protocol: a bundle sealed for another purpose does not open. */
const info = 'turnkey_hpke'

/**
 * A new session key sealed to a target key; its private half is wiped from the page once it is sealed.
 * @param targetPublicKey P-256 point in hexadecimal, uncompressed or compressed
 * @throws TARGET_KEY_MISSING when the target key is not a point on the curve
 * @see Turnkey wire protocol: credential bundle
 */
export async function sealInPage(targetPublicKey: string): Promise<CreatedSessionKey> {
  const targetPoint = readTargetPoint(targetPublicKey)
  const { privateKey, publicKey } = await generateSigningKey()
  try {
    const { enc, ciphertext } = await sealOnce(targetPoint, info, privateKey)
    const credentialBundle = await toBase58check(concatBytes(compressPoint(enc), ciphertext))
    return { publicKeyHex: toHex(publicKey), credentialBundle }
  } finally {
    privateKey.fill(0)
  }
}

/** The uncompressed point: the receiver knows its key in this form, so it is what has to be authenticated. */
function readTargetPoint(targetPublicKey: string): Bytes {
  try {
    const point = readHex(targetPublicKey)
    if (point.length === 33) return decompressPoint(point)
    checkPoint(point)
    return point
  } catch (cause) {
    const message = 'The target public key is not a P-256 point in hexadecimal.'
    throw new SessionError('TARGET_KEY_MISSING', { cause, message })
  }
}
