/** The error of everything that happens between a client and the API server. */
import type { ServerErrorCode } from '@latchkey/contract/errors'
import { LatchkeyError, type LatchkeyErrorOptions } from './latchkey-error.ts'

/** Code of an {@link ApiError}: a refusal of the server, or what kept a usable answer from arriving. */
export type ApiErrorCode =
  | ServerErrorCode
  | 'NETWORK_UNREACHABLE'
  | 'REQUEST_TIMED_OUT'
  | 'RESPONSE_MALFORMED'
  | 'ACTIVITY_NOT_COMPLETED'

/** One member of a request that the server refused. */
export interface FieldViolation {
  /** Path inside the body, such as `parameters.apiKeys.0.publicKey`. */
  readonly field: string
  /** What the member must be. */
  readonly description: string
}

/** What an {@link ApiError} carries of the server's answer; everything is optional because there may be no answer. */
export interface ApiErrorOptions extends LatchkeyErrorOptions {
  readonly httpStatus?: number
  readonly wireCode?: number | undefined
  readonly details?: readonly unknown[]
  readonly requestId?: string | undefined
  readonly fieldViolations?: readonly FieldViolation[]
}

/**
 * A request that the server refused, did not answer, or answered with something that is not this API.
 * @see Turnkey wire protocol: errors
 */
export class ApiError extends LatchkeyError {
  override readonly name: string = 'ApiError'
  declare readonly code: ApiErrorCode
  /** HTTP status of the answer; 0 when none arrived. */
  readonly httpStatus: number
  /** gRPC status code of the envelope, such as 16 for unauthenticated. */
  readonly wireCode: number | undefined
  /** The envelope's `details` as received, or the activity that is not completed. */
  readonly details: readonly unknown[]
  /** Names the request in the server's log. */
  readonly requestId: string | undefined
  /** Which members of the request were refused, and what they must be. */
  readonly fieldViolations: readonly FieldViolation[]

  /**
   * Makes an error of one request.
   * @param code the server's code, or what kept a usable answer from arriving
   * @param options text, remedy, cause and what is known of the answer
   */
  constructor(code: ApiErrorCode, options: ApiErrorOptions = {}) {
    super(code, options)
    this.httpStatus = options.httpStatus ?? 0
    this.wireCode = options.wireCode
    this.details = options.details ?? []
    this.requestId = options.requestId
    this.fieldViolations = options.fieldViolations ?? []
  }
}
