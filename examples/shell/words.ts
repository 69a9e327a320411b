/** Texts both examples show. */

/** What became of the auth iframe, in which session keys are made. */
export type IframeState = 'opening' | 'ready' | 'failed'

const sessionSentences = {
  loading: '',
  'signed-out': 'No session is open: every request asks for your passkey.',
  restoring: 'Bringing your session back …',
  active: 'left. Requests need no touch until then.',
  expiring: 'left. Your session is about to end.',
  offline: 'left. The server is out of reach: your session goes on once it is back.',
  blocked: 'There are no sessions without the auth iframe: every request asks for your passkey.',
  expired: 'Your session has ended: every request asks for your passkey again.',
} as const

/** What the session is about. */
export type SessionStatus = keyof typeof sessionSentences

/**
 * What the session panel says.
 * @param status of the session
 */
export function toSessionSentence(status: SessionStatus): string {
  return sessionSentences[status]
}

/**
 * Whether there is time left to be counted down.
 * @param status of the session
 */
export function isCounting(status: SessionStatus): boolean {
  return status === 'active' || status === 'expiring' || status === 'offline'
}

/** Shown while the browser lets the auth iframe store nothing. */
export const memoryNote = 'This browser blocks the storage of the auth iframe, so the session ends with this page.'

/** Shown beside what a session may not do. */
export const stepUpNote = 'No session can add a passkey: you confirm it with one that you have.'

/** Shown when the account was made and only the log-in after it failed. */
export const accountIsReady = 'Your account is ready, but you are not logged in yet. Press “Log in”.'

/**
 * Label of the button that opens a session.
 * @param iframe state of the auth iframe
 */
export function toOpenLabel(iframe: IframeState): string {
  if (iframe === 'ready') return 'Open a session'
  return iframe === 'opening' ? 'Preparing …' : 'Not available'
}

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
 * How many keys there are, as people say it.
 * @param count number of keys, 0 or more
 */
export function toKeyCount(count: number): string {
  return count === 1 ? 'You have 1 key' : `You have ${count} keys`
}

/**
 * What to tell a person about a failure: what was wrong and what to do.
 * @param error anything thrown
 */
export function toProblem(error: unknown): string {
  if (!(error instanceof Error)) return 'Something went wrong. Please try again.'
  return 'remedy' in error && typeof error.remedy === 'string' ? `${error.message} ${error.remedy}` : error.message
}

/**
 * A public key, short enough to read: its first and last digits.
 * @param publicKeyHex hexadecimal
 */
export function toShortKey(publicKeyHex: string): string {
  return `${publicKeyHex.slice(0, 8)}…${publicKeyHex.slice(-6)}`
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

/** Pattern of a field for a name: anything but blanks alone, which the browser would take for an answer. */
export const namePattern = '.*\\S.*'
