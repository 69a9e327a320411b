/** How much traffic a server takes: what the operator sets, and what Node is told. */
import type { ConnectionLimits } from './connections.ts'
import type { RequestRates } from './request-rates.ts'

/** Settings about traffic. */
export interface TrafficLimits extends ConnectionLimits {
  /** Addresses and ranges, see `readTrustedProxies`. */
  trustedProxies: readonly string[]
  rates: RequestRates
  /** Seconds a request may take to arrive, and an answer may go unread. */
  requestSeconds: number
  /** Seconds a connection may wait for its next request. */
  keepAliveSeconds: number
}

/** Times in milliseconds and sizes in bytes, as `node:http` calls them. */
export interface HttpLimits {
  headersTimeout: number
  requestTimeout: number
  keepAliveTimeout: number
  connectionsCheckingInterval: number
  maxHeaderSize: number
  /** Silence in both directions. */
  timeout: number
}

/** Greatest size of a body in bytes. */
export const maxBodySize = 65_536

/**
 * What `node:http` is told.
 * @param traffic settings
 */
export function toHttpLimits({ requestSeconds, keepAliveSeconds }: TrafficLimits): HttpLimits {
  const requestTimeout = requestSeconds * 1000
  const headersTimeout = Math.ceil(requestTimeout / 3)
  return {
    headersTimeout,
    requestTimeout,
    keepAliveTimeout: keepAliveSeconds * 1000,
    // How exactly the two times above are kept.
    connectionsCheckingInterval: Math.min(5_000, headersTimeout),
    maxHeaderSize: 16_384,
    // A client that does not read its answer; but a connection may be silent while it waits for its next request.
    timeout: Math.max(requestTimeout, keepAliveSeconds * 1000 + 1000),
  }
}
