/** Public names of the HTTP client. */

export { ApiClient } from './api-client.ts'
export { ApiError, type ApiErrorCode, type ApiErrorOptions, type FieldViolation } from './api-error.ts'
export { type ApiKeyPair, ApiKeyStamper } from './api-key-stamper.ts'
export { LatchkeyError, type LatchkeyErrorCode, type LatchkeyErrorOptions } from './latchkey-error.ts'
export type { ActivityInput, ActivityOutput, OperationInput, QueryInput } from './operation-types.ts'
export type { ApiClientConfig, StepUp } from './requester.ts'
export { type Answered, type SignedRequest, sendSigned } from './send.ts'
export type { Stamp, Stamper } from './stamper.ts'
