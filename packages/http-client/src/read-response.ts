/** From an HTTP answer to the JSON object of the API, or to the error it describes. */
import type { ServerErrorCode } from '@latchkey/contract/errors'
import { ApiError, type ApiErrorOptions, type FieldViolation } from './api-error.ts'

/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Tells whether a parsed JSON value is an object.
 * @param value what `JSON.parse` returned
 */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * The object a successful answer holds.
 * @param httpStatus status of the answer
 * @param text its body
 * @throws RESPONSE_MALFORMED when the body is not a JSON object, or a refusal comes without a code of this API
 * @throws ApiError with the server's code when the request was refused
 */
export function readResponse(httpStatus: number, text: string): JsonObject {
  const answer = findObject(text)
  if (!answer)
    throw malformed(`The server answered HTTP ${httpStatus} with a body that is not a JSON object.`, httpStatus)
  if (httpStatus !== 200) throw toApiError(httpStatus, answer)
  return answer
}

/**
 * The error for an answer that is not of this API.
 * @param message text of one sentence that says what was expected; never the body
 * @param httpStatus status of the answer
 */
export function malformed(message: string, httpStatus: number): ApiError {
  return new ApiError('RESPONSE_MALFORMED', { message, httpStatus })
}

function findObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** @see Turnkey wire protocol: errors */
function toApiError(httpStatus: number, envelope: JsonObject): ApiError {
  const details = Array.isArray(envelope.details) ? envelope.details.filter(isJsonObject) : []
  const { reason, metadata } = findDetail(details, 'google.rpc.ErrorInfo', (info) => info.domain === 'latchkey')
  const { remedy, requestId } = isJsonObject(metadata) ? metadata : {}
  const message = toText(envelope.message)
  const options: ApiErrorOptions = {
    httpStatus,
    wireCode: typeof envelope.code === 'number' ? envelope.code : undefined,
    details,
    requestId: toText(requestId),
    fieldViolations: findViolations(details),
  }
  if (isServerCode(reason)) return new ApiError(reason, { ...options, message, remedy: toText(remedy) })
  return new ApiError('RESPONSE_MALFORMED', {
    ...options,
    message: `The server answered HTTP ${httpStatus} without a code of this API: ${message ?? 'no message'}`,
  })
}

/** A newer server may know more codes than this version; they are passed on as they are. */
function isServerCode(reason: unknown): reason is ServerErrorCode {
  return typeof reason === 'string' && /^[A-Z][A-Z0-9_]*$/.test(reason)
}

function findViolations(details: readonly JsonObject[]): FieldViolation[] {
  const { fieldViolations } = findDetail(details, 'google.rpc.BadRequest')
  return Array.isArray(fieldViolations) ? fieldViolations.filter(isFieldViolation) : []
}

function isFieldViolation(value: unknown): value is FieldViolation {
  return isJsonObject(value) && typeof value.field === 'string' && typeof value.description === 'string'
}

function findDetail(
  details: readonly JsonObject[],
  type: string,
  isWanted: (detail: JsonObject) => boolean = () => true,
): JsonObject {
  return details.find((detail) => detail['@type'] === `type.googleapis.com/${type}` && isWanted(detail)) ?? {}
}

const toText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
