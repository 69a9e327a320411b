/** Counts touches and requests at the browser's own doors, so that what the page shows is what happened. */

/** How often the page asked for a passkey, and how many API requests it sent. */
export interface Counts {
  touches: number
  requests: number
}

let counts: Counts = { touches: 0, requests: 0 }
const listeners = new Set<() => void>()

/**
 * Starts counting; call it once, before anything is requested.
 * @param apiBaseUrl URL of the API; other requests are not counted
 */
export function startCounting(apiBaseUrl: string): void {
  countTouches(navigator.credentials)
  countRequests(apiBaseUrl)
}

/** Pages without a secure context have no credentials. */
function countTouches(credentials: CredentialsContainer | undefined): void {
  if (credentials === undefined) return
  const [get, create] = [credentials.get.bind(credentials), credentials.create.bind(credentials)]
  credentials.get = (options) => add({ touches: 1 }, get(options))
  credentials.create = (options) => add({ touches: 1 }, create(options))
}

function countRequests(apiBaseUrl: string): void {
  const { fetch } = globalThis
  globalThis.fetch = (input, init) => {
    const isApi = String(input instanceof Request ? input.url : input).startsWith(`${apiBaseUrl}/`)
    return add(isApi ? { requests: 1 } : {}, fetch(input, init))
  }
}

/** The counts at this moment; the same object until they change. */
export function getCounts(): Counts {
  return counts
}

/**
 * Calls back on every change.
 * @param listener called without arguments
 */
export function subscribeToCounts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function add<Result>(increment: Partial<Counts>, result: Result): Result {
  counts = { touches: counts.touches + (increment.touches ?? 0), requests: counts.requests + (increment.requests ?? 0) }
  for (const listener of listeners) listener()
  return result
}
