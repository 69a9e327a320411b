/** The headers that say who a request is from; nothing in them is evaluated here. */
import { headers } from '@latchkey/contract/headers'
import type { Stamps } from '../call.ts'
import { Refusal } from '../refusal.ts'

const userAgentLimit = 256

const nameToMember: ReadonlyMap<string, keyof Stamps> = new Map([
  [headers.stamp, 'stamp'],
  [headers.webauthnStamp, 'webauthnStamp'],
  [headers.session, 'session'],
])

/** Names in lower case with their values, in turn. */
function* entriesOf(rawHeaders: readonly string[]): Generator<[name: string, value: string]> {
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    yield [rawHeaders[index]?.toLowerCase() ?? '', rawHeaders[index + 1] ?? '']
  }
}

/**
 * The stamp headers of a request, as received.
 * @param rawHeaders names and values in turn; names in any case
 * @throws STAMP_AMBIGUOUS when `X-Stamp` and `X-Stamp-Webauthn` are both there, or one of them or `X-Session` more than once
 * @see Turnkey wire protocol: stamps and headers
 */
export function readStamps(rawHeaders: readonly string[]): Stamps {
  const stamps: Stamps = {}
  for (const [name, value] of entriesOf(rawHeaders)) {
    const member = nameToMember.get(name)
    if (!member) continue
    if (stamps[member] !== undefined) throw new Refusal('STAMP_AMBIGUOUS', { reason: `${name} sent twice` })
    stamps[member] = value
  }
  if (stamps.stamp !== undefined && stamps.webauthnStamp !== undefined) {
    throw new Refusal('STAMP_AMBIGUOUS', { reason: 'X-Stamp and X-Stamp-Webauthn sent together' })
  }
  return stamps
}

/**
 * Name and version of the sending package, such as `@turnkey/sdk-browser@1.10.2`, as the client states it.
 * @param rawHeaders names and values in turn; names in any case
 */
export function findClientVersion(rawHeaders: readonly string[]): string | undefined {
  return findHeader(rawHeaders, headers.clientVersion)
}

/**
 * Browser or program that sends, as it states it: without control characters, at most 256 characters, undefined for none.
 * @param rawHeaders names and values in turn; names in any case
 */
export function findUserAgent(rawHeaders: readonly string[]): string | undefined {
  const printable = findHeader(rawHeaders, 'user-agent')?.replace(/\p{Cc}/gu, '')
  return printable?.slice(0, userAgentLimit) || undefined
}

function findHeader(rawHeaders: readonly string[], wanted: string): string | undefined {
  for (const [name, value] of entriesOf(rawHeaders)) if (name === wanted) return value
  return undefined
}
