/** The trace a request belongs to, so that log lines of several services can be found together. */

/** Version, trace id, parent id, flags. Version ff is forbidden; a later version than 00 may append fields. */
const format = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/

/**
 * Trace id of a `traceparent` header, 32 hexadecimal digits in lower case; undefined when there is none or it is not well formed.
 * @param header value as received
 * @see W3C Trace Context §3.2
 */
export function findTraceId(header: string | readonly string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined
  const [, version, traceId, more] = format.exec(header) ?? []
  return version === '00' && more !== undefined ? undefined : traceId
}
