/** UTF-8 without repair: no byte order mark is dropped and no broken sequence becomes a replacement character. */
import { recode } from '../recode.ts'
import type { Bytes } from './bytes.ts'

/**
 * The UTF-8 bytes of a text.
 * @param text a well-formed string; a lone surrogate would be sent as U+FFFD
 */
export function toUtf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}

/**
 * The text of UTF-8 bytes, a leading byte order mark included.
 * @param bytes the bytes as received
 * @throws UTF8_MALFORMED when they are not valid UTF-8
 */
export function readUtf8(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  return recode('UTF8_MALFORMED', 'Expected valid UTF-8.', () => decoder.decode(bytes))
}
