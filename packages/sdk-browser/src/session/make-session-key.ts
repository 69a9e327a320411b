/** Where a session key comes from: the auth iframe if it is there, else the page. */
import type { CreatedSessionKey } from '@latchkey/contract/iframe-messages'
import { LatchkeyError } from '@latchkey/http-client'
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
 * @throws NETWORK_UNREACHABLE when the part of the SDK that makes keys in the page cannot be loaded
 */
export async function makeSessionKey(
  targetPublicKey: string | null | undefined,
  iframe: SessionKeyMaker | undefined,
): Promise<CreatedSessionKey> {
  if (!targetPublicKey) throw new SessionError('TARGET_KEY_MISSING')
  if (iframe?.iframePublicKey?.toLowerCase() === targetPublicKey.toLowerCase()) return iframe.createSessionKey()
  const { sealInPage } = await loadSealing()
  return sealInPage(targetPublicKey)
}

/** Fetched when it is first needed: with an auth iframe in the page it never is, and it is a fifth of the SDK. */
async function loadSealing(): Promise<typeof import('./seal-in-page.ts')> {
  try {
    return await import('./seal-in-page.ts')
  } catch (cause) {
    throw new LatchkeyError('NETWORK_UNREACHABLE', { cause, message: 'A part of the SDK could not be loaded.' })
  }
}
