/** The shape of one refusal of the API server, and what makes one of a few words. */

/** Which stage of the pipeline refuses. */
export type Stage = 'accept' | 'authenticate' | 'authorize' | 'handle' | 'respond'

/** gRPC status codes the wire uses, by name. */
export const wireCodes = {
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const

/** One refusal. `publicAs` names the code shown outside where two causes must look alike; the log keeps the real one. */
export interface ServerError {
  readonly stage: Stage
  readonly httpStatus: number
  readonly wireCode: (typeof wireCodes)[keyof typeof wireCodes]
  /** Name in the official `turnkeyErrorCode` enumeration. */
  readonly turnkeyErrorCode: string
  readonly message: string
  readonly remedy: string
  readonly publicAs?: string
}

/** HTTP status with the gRPC status that goes with it. */
export type Kind = readonly [httpStatus: number, wireCode: ServerError['wireCode']]

/** The request is wrong in itself. */
export const invalid: Kind = [400, wireCodes.INVALID_ARGUMENT]
/** The request is right and the present state forbids it. */
export const precondition: Kind = [400, wireCodes.FAILED_PRECONDITION]
/** Nobody has proven to have sent it. */
export const unauthenticated: Kind = [401, wireCodes.UNAUTHENTICATED]
/** Somebody has, who may not. */
export const denied: Kind = [403, wireCodes.PERMISSION_DENIED]
/** What it is about does not exist. */
export const notFound: Kind = [404, wireCodes.NOT_FOUND]
/** What it makes exists already. */
export const exists: Kind = [409, wireCodes.ALREADY_EXISTS]
/** A limit is reached. */
export const exhausted: Kind = [429, wireCodes.RESOURCE_EXHAUSTED]

type MakeRefusal = (
  kind: Kind,
  turnkeyErrorCode: string,
  message: string,
  remedy: string,
  publicAs?: string,
) => ServerError

/**
 * Makes the entries of one stage.
 * @param stage name of the stage that refuses
 */
export function refusalsOf(stage: Stage): MakeRefusal {
  return ([httpStatus, wireCode], turnkeyErrorCode, message, remedy, publicAs) => ({
    stage,
    httpStatus,
    wireCode,
    turnkeyErrorCode,
    message,
    remedy,
    ...(publicAs && { publicAs }),
  })
}
