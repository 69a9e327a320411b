/** Ids whose order is that of their creation, so that the newest rows lie together and pages need no other column. */
import { bytesToUuid } from './uuid.ts'

const counterLimit = 0x1000

let lastMs = 0
let counter = 0

/**
 * Makes a UUID of version 7 that sorts after every one this process made before, as lower-case text. Within one millisecond, and while
 * the clock stands still or goes back, a 12-bit counter in `rand_a` keeps the order; when it overflows, it borrows the next millisecond.
 * @param nowMs moment of creation in milliseconds since 1970-01-01 UTC
 * @param randomBytes source of randomness: that many random bytes
 * @see RFC 9562 §5.7 and §6.2 method 1
 */
export function newUuidV7(nowMs: number, randomBytes: (size: number) => Uint8Array): string {
  const random = Buffer.from(randomBytes(10))
  advance(nowMs, random.readUInt16BE(0))
  const bytes = Buffer.allocUnsafe(16)
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  random.copy(bytes, 8, 2)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytesToUuid(bytes)
}

/** A new millisecond starts the counter in its lower half, which leaves at least 2,048 ids before it overflows. */
function advance(nowMs: number, seed: number): void {
  if (nowMs > lastMs) {
    lastMs = nowMs
    counter = seed & 0x7ff
  } else if (++counter === counterLimit) {
    lastMs += 1
    counter = seed & 0x7ff
  }
}
