/** Texts both examples show. */

/**
 * Time left, such as `14:59` or `1:02:03`.
 * @param milliseconds time left in milliseconds; below zero counts as zero
 */
export function toCountdown(milliseconds: number): string {
  const total = Math.max(0, Math.ceil(milliseconds / 1000))
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${String(seconds).padStart(2, '0')}`
  return hours > 0 ? `${hours}:${tail}` : tail
}

/**
 * How many touches something took, as people say it.
 * @param count number of touches, 0 or more
 */
export function toTouches(count: number): string {
  if (count === 0) return 'no touch'
  return count === 1 ? '1 touch' : `${count} touches`
}

/**
 * What to tell a person about a failure: what was wrong and what to do.
 * @param error anything thrown
 */
export function toProblem(error: unknown): string {
  if (!(error instanceof Error)) return 'Something went wrong. Please try again.'
  return 'remedy' in error && typeof error.remedy === 'string' ? `${error.message} ${error.remedy}` : error.message
}

/** A key's end, as far as the API tells it. */
export interface KeyEnd {
  createdAt: { seconds: string }
  expirationSeconds?: string
}

/**
 * When an API key ends, in the reader's own time, such as `until 14:05:00`.
 * @param key creation in seconds since 1970-01-01 UTC, lifetime in seconds
 */
export function toEnd({ createdAt, expirationSeconds }: KeyEnd): string {
  if (expirationSeconds === undefined) return 'permanent'
  const end = new Date((Number(createdAt.seconds) + Number(expirationSeconds)) * 1000)
  return `${end.getTime() < Date.now() ? 'ended' : 'until'} ${end.toLocaleTimeString()}`
}
