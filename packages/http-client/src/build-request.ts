/** From a call to the URL and the exact body: the string made here is what is stamped and what is sent. */
import type { ActivityName, OperationName } from '@latchkey/contract'
import { LatchkeyError } from './latchkey-error.ts'
import { activityTable, isActivityName } from './operation-table.ts'

/** A request that nobody has stamped yet. */
export interface UnsignedRequest {
  /** Where to POST it. */
  url: string
  /** JSON; its UTF-8 bytes are what a stamp covers. */
  body: string
}

/** Input of any operation, as far as building a request is concerned. */
export interface AnyInput {
  organizationId?: string | undefined
  timestampMs?: string | undefined
}

/**
 * The base URL without its trailing slashes, ready to have a path appended.
 * @param apiBaseUrl absolute http or https URL, without user, query and fragment
 * @throws CONFIG_INVALID when it is anything else
 */
export function readBaseUrl(apiBaseUrl: string): string {
  const url = URL.canParse(apiBaseUrl) ? new URL(apiBaseUrl) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== url.origin + url.pathname) {
    throw new LatchkeyError('CONFIG_INVALID', {
      message: 'apiBaseUrl must be an absolute URL such as https://api.example.',
    })
  }
  return url.href.replace(/\/+$/, '')
}

/**
 * URL and body of one call. Undefined members are dropped; what is left keeps the caller's order.
 * @param baseUrl result of {@link readBaseUrl}
 * @param name path segment of the operation
 * @param input filters of a read or parameters of a write, each with an `organizationId` of its own if need be
 * @param organizationId UUID to send when the input names none
 * @param nowMs time of a write that states none, in milliseconds since 1970-01-01 UTC
 * @see Turnkey wire protocol: query and activity requests
 */
export function buildRequest(
  baseUrl: string,
  name: OperationName,
  input: AnyInput,
  organizationId: string,
  nowMs: number = Date.now(),
): UnsignedRequest {
  const target = { ...input, organizationId: input.organizationId ?? organizationId }
  return isActivityName(name)
    ? { url: `${baseUrl}/public/v1/submit/${name}`, body: JSON.stringify(toActivityBody(name, target, nowMs)) }
    : { url: `${baseUrl}/public/v1/query/${name}`, body: JSON.stringify(target) }
}

function toActivityBody(name: ActivityName, input: AnyInput, nowMs: number): object {
  const { organizationId, timestampMs = String(nowMs), ...parameters } = input
  const [type] = activityTable[name]
  return { parameters, organizationId, timestampMs, type }
}
