/** A session key made and sealed in the page, for a target key whose auth iframe is not in this page. */
import type { CreatedSessionKey } from '@latchkey/contract/iframe-messages'
import { CryptoError, generateSigningKey, sealCredentialBundle, toHex } from '@latchkey/crypto'
import { SessionError } from './session-error.ts'

/**
 * A new session key sealed to a target key; its private half is wiped from the page once it is sealed.
 * @param targetPublicKey P-256 point in hexadecimal, uncompressed or compressed
 * @throws TARGET_KEY_MISSING when the target key is not a point on the curve
 * @throws HPKE_SEAL_FAILED when the browser's cryptography refuses
 * @see Turnkey wire protocol: credential bundle
 */
export async function sealInPage(targetPublicKey: string): Promise<CreatedSessionKey> {
  const { privateKey, publicKey } = await generateSigningKey()
  try {
    const credentialBundle = await sealCredentialBundle({ targetPublicKey, privateKey })
    return { publicKeyHex: toHex(publicKey), credentialBundle }
  } catch (cause) {
    if (!isAboutTargetKey(cause)) throw cause
    const message = 'The target public key is not a P-256 point in hexadecimal.'
    throw new SessionError('TARGET_KEY_MISSING', { cause, message })
  } finally {
    privateKey.fill(0)
  }
}

function isAboutTargetKey(error: unknown): boolean {
  return error instanceof CryptoError && (error.code === 'HEX_MALFORMED' || error.code === 'POINT_MALFORMED')
}
