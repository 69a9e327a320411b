/** Moments as answers give them. */

/** Moment in answers: decimal strings of seconds since 1970-01-01 UTC and of nanoseconds within the second. */
export interface Timestamp {
  seconds: string
  nanos: string
}

/**
 * Seconds and nanoseconds of a moment, as decimal strings.
 * @param moment milliseconds since 1970-01-01 UTC, not negative
 */
export function toTimestamp(moment: number): Timestamp {
  return { seconds: String(Math.floor(moment / 1000)), nanos: String((moment % 1000) * 1_000_000) }
}
