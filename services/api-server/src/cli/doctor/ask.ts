/** HTTP as the doctor asks: no redirect followed, nobody waited for, no answer an exception. */

const timeoutMs = 5_000
const maxCharacters = 1_000_000

/** Answer to a question. */
export interface Answer {
  status: number
  headers: Headers
  /** Body, cut off after a million characters. */
  text: string
  /** How far the clock of the answering machine is ahead of ours, in milliseconds; undefined when it does not say. */
  aheadMs: number | undefined
}

/** Why there is no answer. */
export interface Silence {
  /** Few words for people. */
  reason: string
}

function measureAhead(headers: Headers, sentMs: number): number | undefined {
  const dateMs = Date.parse(headers.get('date') ?? '')
  // A Date header names a whole second: on average its moment is half a second later.
  return Number.isNaN(dateMs) ? undefined : dateMs + 500 - (sentMs + Date.now()) / 2
}

function toReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`
  return error.cause instanceof Error ? error.cause.message || error.message : error.message
}

/**
 * Asks once.
 * @param url where
 * @param init method, headers and body as `fetch` takes them; default a GET request
 */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer | Silence> {
  const sentMs = Date.now()
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs), ...init })
    const { status, headers } = response
    return {
      status,
      headers,
      aheadMs: measureAhead(headers, sentMs),
      text: (await response.text()).slice(0, maxCharacters),
    }
  } catch (error) {
    return { reason: toReason(error) }
  }
}
