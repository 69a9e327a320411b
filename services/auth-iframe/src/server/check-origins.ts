/** The last check of the allow-list before it goes into a response header. */
import { anyLocalhost, readOrigins } from '@latchkey/contract/origins'

/** What a Content-Security-Policy can name exactly: no wildcard, no quote, no IPv6 address. */
const nameable = /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?$/

/**
 * Passes a list of exact origins and refuses any that the browser would read as more than one, or not at all.
 * @param origins origins such as `https://app.example`; `http://localhost:*` stands for every port of localhost
 * @throws TypeError naming the entry that is not an exact origin
 */
export function checkOrigins(origins: readonly string[]): void {
  for (const origin of readOrigins(origins.join(' '))) {
    if (origin !== anyLocalhost && !nameable.test(origin)) {
      throw new TypeError(
        `"${origin}" cannot be allowed to embed the frame: write an origin such as https://app.example`,
      )
    }
  }
}
