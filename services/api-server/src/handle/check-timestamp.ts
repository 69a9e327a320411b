/** Freshness of writes. */
import { Refusal } from '../refusal.ts'
import { maxClockLeadMs, maxRequestAgeMs } from './limits.ts'

/**
 * Passes a write that was signed within the last hour, or at most five minutes ahead of the server's clock.
 * @param timestampMs moment of signing as the client states it, milliseconds since 1970-01-01 UTC
 * @param nowMs server time in the same unit
 * @throws TIMESTAMP_OUTSIDE_WINDOW for any other moment
 * @see Turnkey wire protocol: timestampMs
 */
export function checkTimestamp(timestampMs: number, nowMs: number): void {
  if (timestampMs >= nowMs - maxRequestAgeMs && timestampMs <= nowMs + maxClockLeadMs) return
  throw new Refusal('TIMESTAMP_OUTSIDE_WINDOW', { reason: `signed ${timestampMs - nowMs} ms from now` })
}
