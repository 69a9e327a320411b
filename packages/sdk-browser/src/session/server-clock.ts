/** The server's time, as answers tell it: what is right on a device whose clock is wrong. */
import type { Answered } from '@latchkey/http-client'

/** A `Date` header leaves out the fraction of its second. */
const resolutionMs = 1000

/** Smaller differences are nobody's business: the server tolerates them in requests, too. */
const namedSkewMs = 60_000

/**
 * How far the server's clock is ahead of this device's, in milliseconds: what was known, as long as the answer agrees with it,
 * else as little changed as the answer demands. A right clock so remains at zero, whatever the network does.
 * @param knownMs what was known before, 0 for a start
 * @param answered an answer's times
 */
export function learnOffset(knownMs: number, { sentAtMs, receivedAtMs, dateMs }: Answered): number {
  if (!Number.isFinite(dateMs)) return knownMs
  return Math.min(Math.max(knownMs, dateMs - receivedAtMs), dateMs + resolutionMs - sentAtMs)
}

/**
 * How far the device's clock is ahead of the server's, in milliseconds; `undefined` unless it is more than a minute off.
 * @param offsetMs result of {@link learnOffset}
 */
export function findSkew(offsetMs: number): number | undefined {
  return Math.abs(offsetMs) > namedSkewMs ? -offsetMs : undefined
}
