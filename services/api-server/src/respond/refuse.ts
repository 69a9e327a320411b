/** Where every error of the server ends: logged with its real code, shown with its public one. */
import type { HttpRequest, HttpResponse } from '../call.ts'
import { toPublicCode } from '../error-status.ts'
import { Refusal } from '../refusal.ts'
import type { System } from '../system.ts'
import { toErrorResponse } from './error-envelope.ts'

/** What the log may know of a request; neither headers nor body. */
type LoggedRequest = Pick<HttpRequest, 'method' | 'path' | 'requestId' | 'traceId'>

function logRefusal({ code, details, cause }: Refusal, request: LoggedRequest, { log }: Pick<System, 'log'>): void {
  const { method, path, requestId, traceId } = request
  const facts = { requestId, traceId, method, path, code, publicCode: toPublicCode(code), reason: details.reason }
  if (code === 'STORE_UNAVAILABLE') log.error({ ...facts, err: cause }, 'refused')
  else log.info(facts, 'refused')
}

/**
 * The HTTP response to a request that was not carried out, after a line in the log. Never throws.
 *
 * An error that is not a refusal is a fault of the server: the log gets its stack, the client only a request id to ask about.
 * @param error whatever a stage threw
 * @param request request as received
 * @param system log
 */
export function refuse(error: unknown, request: LoggedRequest, system: Pick<System, 'log'>): HttpResponse {
  const { method, path, requestId, traceId } = request
  if (error instanceof Refusal) {
    logRefusal(error, request, system)
    return toErrorResponse(error.code, requestId, error.details.fieldViolations)
  }
  system.log.error({ requestId, traceId, method, path, err: error }, 'failed')
  return toErrorResponse('INTERNAL', requestId)
}
