/** The one error that stages throw on purpose. */
import type { ServerErrorCode } from '@latchkey/contract/errors'

/** Field of a request that was refused, as a path of member names and indexes joined by dots. */
export interface FieldViolation {
  field: string
  description: string
}

/** What may accompany a refusal: refused fields for the answer, `reason` for the log only. */
export interface RefusalDetails {
  fieldViolations?: FieldViolation[]
  /** Sentence for the log; holds no secret. */
  reason?: string
}

/** A request that is turned down, by code of the contract's registry. */
export class Refusal extends Error {
  readonly code: ServerErrorCode
  readonly details: RefusalDetails

  /**
   * @param code code of the registry
   * @param details refused fields, or a reason for the log
   * @param options `cause`: the error behind it, for the log
   */
  constructor(code: ServerErrorCode, details: RefusalDetails = {}, options?: { cause?: unknown }) {
    super(code, options)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
