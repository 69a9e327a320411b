/** The response that shows an error. */
import { type ServerErrorCode, serverErrors } from '@latchkey/contract/errors'
import type { HttpResponse } from '../call.ts'
import { toErrorStatus, toPublicCode } from '../error-status.ts'
import type { FieldViolation } from '../refusal.ts'

/**
 * The response that shows a refusal.
 * @param code code of the registry; what it is `publicAs` is shown instead
 * @param requestId id of the request, shown so that the log can be searched for it
 * @param fieldViolations refused fields, default none
 * @see Turnkey wire protocol: errors
 */
export function toErrorResponse(
  code: ServerErrorCode,
  requestId: string,
  fieldViolations: readonly FieldViolation[] = [],
): HttpResponse {
  const { httpStatus } = serverErrors[toPublicCode(code)]
  return { status: httpStatus, body: toErrorStatus(code, { requestId }, fieldViolations), code }
}
