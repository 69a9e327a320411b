/** First stage: a request becomes a well-formed call, or is refused. Who sent it is not asked here. */
import { hash } from 'node:crypto'
import type { ActivityCall, Call, HttpRequest, QueryCall } from '../call.ts'
import { Refusal } from '../refusal.ts'
import { JsonFault, readStrictJsonObject } from '../strict-json.ts'
import { checkActivity, checkQuery, type Members } from './check-request.ts'
import { type Route, readPath } from './read-path.ts'
import { findClientVersion, findUserAgent, readStamps } from './read-stamps.ts'

function readBody(bytes: Uint8Array): Members {
  try {
    return readStrictJsonObject(bytes)
  } catch (error) {
    if (error instanceof JsonFault) throw new Refusal('BODY_MALFORMED', { reason: error.message })
    throw error
  }
}

/** What reads and writes have in common. */
type CallBase = Pick<Call, 'requestId' | 'bytes' | 'stamps' | 'clientVersion'>

function toQueryCall(base: CallBase, { name, operation }: Route & { kind: 'query' }, body: Members): QueryCall {
  checkQuery(name, body)
  const request = body as QueryCall['request']
  return { ...base, kind: 'query', name, operation, organizationId: request.organizationId, request }
}

function toActivityCall(
  base: CallBase,
  { name, operation }: Route & { kind: 'activity' },
  body: Members,
  userAgent: string | undefined,
): ActivityCall {
  const { type, version } = checkActivity(name, body)
  return {
    ...base,
    kind: 'activity',
    name,
    operation,
    type,
    version,
    organizationId: String(body.organizationId),
    parameters: body.parameters as ActivityCall['parameters'],
    timestampMs: Number(body.timestampMs),
    fingerprint: hash('sha256', base.bytes, 'buffer'),
    userAgent,
  }
}

/**
 * The call a request makes.
 * @param request request as received; its body is parsed here, once
 * @throws UNKNOWN_PATH, OPERATION_UNAVAILABLE, METHOD_NOT_ALLOWED when the request line names no operation of this server
 * @throws STAMP_AMBIGUOUS when there is more than one stamp
 * @throws BODY_MALFORMED when the body is not one unambiguous JSON object
 * @throws ORGANIZATION_ID_MALFORMED, ACTIVITY_TYPE_MISMATCH, REQUEST_INVALID when a member is absent or malformed
 * @see Turnkey wire protocol: request envelopes
 */
export function accept(request: HttpRequest): Call {
  const { method, path, rawHeaders, body: bytes, requestId } = request
  const route = readPath(method, path)
  const base = { requestId, bytes, stamps: readStamps(rawHeaders), clientVersion: findClientVersion(rawHeaders) }
  const body = readBody(bytes)
  if (route.kind === 'query') return toQueryCall(base, route, body)
  return toActivityCall(base, route, body, findUserAgent(rawHeaders))
}
