/** The wire's status of an error, with details that programs and people can act on: the body of an error, and the failure of an activity. */
import { type ServerError, type ServerErrorCode, serverErrors } from '@latchkey/contract/errors'
import type { FieldViolation } from './refusal.ts'

const typeUrl = 'type.googleapis.com/'

/** Status as the wire gives it. */
export interface ErrorStatus {
  /** gRPC status code. */
  code: number
  message: string
  details: ErrorDetail[]
}

/** Something more about an error; the type says what the other members are. */
export interface ErrorDetail {
  '@type': string
  [member: string]: unknown
}

/**
 * The status of a refusal.
 * @param code code of the registry; what it is `publicAs` is shown instead
 * @param metadata what else helps, such as `requestId`; the remedy is added
 * @param fieldViolations refused fields, default none
 * @see Turnkey wire protocol: errors
 */
export function toErrorStatus(
  code: ServerErrorCode,
  metadata: Readonly<Record<string, string>>,
  fieldViolations: readonly FieldViolation[] = [],
): ErrorStatus {
  const reason = toPublicCode(code)
  const { wireCode, turnkeyErrorCode, message, remedy } = serverErrors[reason]
  const details: ErrorDetail[] = [
    { '@type': `${typeUrl}errors.v1.TurnkeyErrorDetail`, turnkeyErrorCode },
    { '@type': `${typeUrl}google.rpc.ErrorInfo`, reason, domain: 'latchkey', metadata: { remedy, ...metadata } },
  ]
  if (fieldViolations.length > 0) details.push({ '@type': `${typeUrl}google.rpc.BadRequest`, fieldViolations })
  return { code: wireCode, message, details }
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
