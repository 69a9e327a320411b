/** Imported public keys. Importing one costs as much as a verification; decisions are never kept. */
import type { KeyObject } from 'node:crypto'

/**
 * Makes an import that remembers the keys used last.
 * @param importKey makes the key of its bytes; what it throws is not remembered
 * @param maxKeys how many are remembered, default 10,000
 */
export function cacheKeys(
  importKey: (bytes: Uint8Array) => KeyObject,
  maxKeys = 10_000,
): (bytes: Uint8Array) => KeyObject {
  const keys = new Map<string, KeyObject>()
  return (bytes) => {
    const id = Buffer.from(bytes).toString('latin1')
    const key = keys.get(id) ?? importKey(bytes)
    // A map keeps the order of insertion: taking an entry out and putting it back makes it the youngest.
    keys.delete(id)
    keys.set(id, key)
    const [oldest] = keys.size > maxKeys ? keys.keys() : []
    if (oldest !== undefined) keys.delete(oldest)
    return key
  }
}
