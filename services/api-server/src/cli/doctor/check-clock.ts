/** Whether clocks can be believed: sessions end by the server's, writes are dated by the client's. */
import { maxClockLeadMs } from '../../handle/limits.ts'
import { type Finding, reportOn } from '../finding.ts'

const { ok, warn, fail } = reportOn('clock')

/** No clock can rightly show less than when this was written: 2026-11-01 00:00 UTC. */
const earliestMs = Date.UTC(2026, 10, 1)
const toleranceMs = 5_000
const remedy = 'synchronise both machines, for example by NTP'

/**
 * Checks this machine's clock, and compares it with the API's.
 * @param nowMs this machine's time, milliseconds since 1970-01-01 UTC
 * @param aheadMs how far the API's clock is ahead of it, in milliseconds; undefined when that is unknown
 */
export function checkClock(nowMs: number, aheadMs: number | undefined): Finding[] {
  const now = new Date(nowMs).toISOString()
  if (nowMs < earliestMs) return [fail(`this machine believes it is ${now}`, 'set its clock, and keep it right by NTP')]
  if (aheadMs === undefined) return [ok(`this machine’s shows ${now}`)]
  const difference = `the API’s and this machine’s differ by ${(Math.abs(aheadMs) / 1000).toFixed(1)} s`
  if (Math.abs(aheadMs) <= toleranceMs) return [ok(difference)]
  return [Math.abs(aheadMs) > maxClockLeadMs ? fail(difference, remedy) : warn(difference, remedy)]
}
