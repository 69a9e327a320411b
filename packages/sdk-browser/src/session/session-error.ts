/** What can be wrong with a session before anything is sent. */
import type { ClientErrorCode } from '@latchkey/contract/client-errors'
import { LatchkeyError, type LatchkeyErrorOptions } from '@latchkey/http-client'

/** Code of a {@link SessionError}. */
export type SessionErrorCode = Extract<ClientErrorCode, 'LOGIN_REQUIRED' | 'TARGET_KEY_MISSING' | 'EXPIRATION_INVALID'>

/** A session that cannot be opened with what was given. */
export class SessionError extends LatchkeyError {
  override readonly name: string = 'SessionError'
  declare readonly code: SessionErrorCode

  /**
   * Makes an error of opening a session.
   * @param code what is missing or malformed
   * @param options text, remedy and cause; text and remedy default to the registry's
   */
  constructor(code: SessionErrorCode, options: LatchkeyErrorOptions = {}) {
    super(code, options)
  }
}
