/** The public names of `@latchkey/sdk-browser`. */
export type { ActivityRecord, ApiKey, Authenticator, AuthenticatorParams, Session, User } from '@latchkey/contract'
export {
  type ActivityInput,
  type ActivityOutput,
  ApiClient,
  ApiError,
  LatchkeyError,
  type LatchkeyErrorCode,
  type QueryInput,
  type SignedRequest,
  type Stamp,
  type Stamper,
  sendSigned,
} from '@latchkey/http-client'
export type { TurnkeyConfig } from './config.ts'
export { TurnkeyIframeClient } from './iframe/iframe-client.ts'
export { IframeError, type IframeErrorCode } from './iframe/iframe-error.ts'
export type { CreatedPasskey, CreatePasskeyParams, PasskeyCreationOptions } from './passkey/create-passkey.ts'
export { TurnkeyPasskeyClient } from './passkey/passkey-client.ts'
export { PasskeyError, type PasskeyErrorCode } from './passkey/passkey-error.ts'
export type { PasskeyStamperParams, PromptParams, UsedPasskey } from './passkey/passkey-stamper.ts'
export type { PromptKind } from './passkey/prompt.ts'
export { SessionError, type SessionErrorCode } from './session/session-error.ts'
export type { CurrentUser } from './session/session-records.ts'
export type { SessionSnapshot, SessionStatus } from './session/session-state.ts'
export type { SessionStore } from './session/session-store.ts'
export { type IframeClientParams, Turnkey } from './turnkey.ts'
