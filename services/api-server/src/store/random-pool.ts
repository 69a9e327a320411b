/** Random bytes for ids, fetched in large amounts: asking the platform costs several times what the rest of making an id does. */
import { randomBytes } from 'node:crypto'

const poolBytes = 4096

let pool = Buffer.alloc(0)

/**
 * Random bytes that were given out to nobody before. Not for secrets: they lie in memory before and after they are used.
 * @param size count of bytes, at most 4096
 */
export function takeRandomBytes(size: number): Uint8Array {
  if (pool.length < size) pool = randomBytes(poolBytes)
  const taken = pool.subarray(0, size)
  pool = pool.subarray(size)
  return taken
}
