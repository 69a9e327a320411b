/** Public names of the server SDK. */

export {
  type ActivityInput,
  type ActivityOutput,
  ApiClient,
  ApiError,
  type ApiErrorCode,
  type ApiKeyPair,
  type FieldViolation,
  LatchkeyError,
  type LatchkeyErrorCode,
  type QueryInput,
  type SignedRequest,
  type Stamp,
  type Stamper,
  sendSigned,
} from '@latchkey/http-client'
export { NodeStamper } from './node-stamper.ts'
export type { TurnkeyServerConfig } from './read-config.ts'
export { Turnkey } from './turnkey.ts'
