/** The wire's error body: a status with details that programs and people can act on. */
import { type ServerError, type ServerErrorCode, serverErrors } from '@latchkey/contract/errors'
import type { HttpResponse } from '../call.ts'
import type { FieldViolation } from '../refusal.ts'

const typeUrl = 'type.googleapis.com/'

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
  const reason = toPublicCode(code)
  const { httpStatus, wireCode, turnkeyErrorCode, message, remedy } = serverErrors[reason]
  const details: object[] = [
    { '@type': `${typeUrl}errors.v1.TurnkeyErrorDetail`, turnkeyErrorCode },
    { '@type': `${typeUrl}google.rpc.ErrorInfo`, reason, domain: 'latchkey', metadata: { remedy, requestId } },
  ]
  if (fieldViolations.length > 0) details.push({ '@type': `${typeUrl}google.rpc.BadRequest`, fieldViolations })
  return { status: httpStatus, body: { code: wireCode, message, details } }
}

/**
 * The code a refusal is shown under.
 * @param code code of the registry
 */
export function toPublicCode(code: ServerErrorCode): ServerErrorCode {
  const { publicAs }: ServerError = serverErrors[code]
  return publicAs !== undefined && isCode(publicAs) ? publicAs : code
}

function isCode(text: string): text is ServerErrorCode {
  return Object.hasOwn(serverErrors, text)
}
