/** Where a session key comes from: the auth iframe if it is there, else the page. */
import type { CreatedSessionKey } from '@latchkey/contract/iframe-messages'
import { sealInPage } from './seal-in-page.ts'
import { SessionError } from './session-error.ts'

/** An auth iframe that makes session keys for its own target key. */
export interface SessionKeyMaker {
  readonly iframePublicKey: string | null
  createSessionKey(): Promise<CreatedSessionKey>
}

/**
 * A new session key sealed to a target key. Made in the iframe whose target key it is, the page never holds its private half;
 * for a target key alone it is made in the page.
 * @param targetPublicKey P-256 point in hexadecimal, uncompressed or compressed
 * @param iframe the page's auth iframe, if it has one
 * @throws TARGET_KEY_MISSING when the target key is missing or not a point on the curve
 * @throws IFRAME_TIMED_OUT when the iframe does not answer
 */
export async function makeSessionKey(
  targetPublicKey: string | null | undefined,
  iframe: SessionKeyMaker | undefined,
): Promise<CreatedSessionKey> {
  if (!targetPublicKey) throw new SessionError('TARGET_KEY_MISSING')
  if (iframe?.iframePublicKey?.toLowerCase() === targetPublicKey.toLowerCase()) return iframe.createSessionKey()
  return sealInPage(targetPublicKey)
}
