/** The public names of `@latchkey/sdk-react`. */
export {
  type ActivityRecord,
  ApiClient,
  ApiError,
  type ApiKey,
  type Authenticator,
  type AuthenticatorParams,
  type CreatedPasskey,
  type CurrentUser,
  IframeError,
  LatchkeyError,
  PasskeyError,
  type PasskeyErrorCode,
  type Session,
  SessionError,
  type SessionSnapshot,
  type SessionStatus,
  Turnkey,
  type TurnkeyConfig,
  TurnkeyIframeClient,
  TurnkeyPasskeyClient,
  type User,
} from '@latchkey/sdk-browser'
export { TurnkeyContext, type TurnkeyContextValue } from './turnkey-context.ts'
export { TurnkeyProvider, type TurnkeyProviderProps } from './turnkey-provider.tsx'
export { type UseSession, useSession } from './use-session.ts'
export { type UseSessions, useSessions } from './use-sessions.ts'
export { type StepUpWork, type UseStepUp, useStepUp } from './use-step-up.ts'
export { type UseTurnkey, useTurnkey } from './use-turnkey.ts'
