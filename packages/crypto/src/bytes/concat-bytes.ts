/** Joining byte arrays. */
import type { Bytes } from './bytes.ts'

/**
 * One new array with the bytes of all parts, in order.
 * @param parts any number of byte arrays, empty ones allowed
 */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}
