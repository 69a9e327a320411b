/** Allowed application origins: the one list that decides who may embed the auth iframe and where passkeys may be used. */

/** Stands for every `http://localhost:<port>`; only for development. */
export const anyLocalhost = 'http://localhost:*'

/**
 * Reads a list of exact origins separated by spaces or commas, such as `https://app.example https://admin.example:8443`.
 * @param text the list as configured; `http://localhost:*` stands for every port of localhost
 * @throws TypeError naming the entry that is not an exact origin
 */
export function readOrigins(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(readOrigin)
}

/**
 * Tells whether an origin is on the list; origins are compared exactly, never by suffix.
 * @param origin origin as the browser reports it, such as `http://localhost:4482`
 * @param allowed list from {@link readOrigins}
 */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  if (allowed.includes(anyLocalhost) && /^http:\/\/localhost(:[0-9]{1,5})?$/.test(origin)) return true
  return origin !== anyLocalhost && allowed.includes(origin)
}

/** What browsers and a Content-Security-Policy can name exactly: no wildcard, no quote, no IPv6 address. */
const exactOrigin = /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?$/

function readOrigin(entry: string): string {
  if (entry === anyLocalhost) return entry
  if (!exactOrigin.test(entry) || !URL.canParse(entry) || new URL(entry).origin !== entry) {
    throw new TypeError(`"${entry}" is not an exact origin such as https://app.example`)
  }
  return entry
}
