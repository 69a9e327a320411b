/** First stage: a request becomes a well-formed call, or is refused. Who sent it is not asked here. */
import { checkQuery, type Members } from '../body/check-request.ts'
import { type CallBase, toActivityCall } from '../body/to-activity-call.ts'
import type { Call, HttpRequest, QueryCall } from '../call.ts'
import { Refusal } from '../refusal.ts'
import { JsonFault, readStrictJsonObject } from '../strict-json.ts'
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

function toQueryCall(base: CallBase, { name, operation }: Route & { kind: 'query' }, body: Members): QueryCall {
  checkQuery(name, body)
  const request = body as QueryCall['request']
  return { ...base, kind: 'query', name, operation, organizationId: request.organizationId, request }
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
  const { method, path, rawHeaders, body: bytes, requestId, meter } = request
  const route = readPath(method, path)
  const base = {
    requestId,
    bytes,
    stamps: readStamps(rawHeaders),
    clientVersion: findClientVersion(rawHeaders),
    ...(meter && { meter }),
  }
  const body = readBody(bytes)
  if (route.kind === 'query') return toQueryCall(base, route, body)
  return toActivityCall({ ...base, userAgent: findUserAgent(rawHeaders) }, route.name, body)
}
