/** What can go wrong between the page and an authenticator. */
import type { ClientErrorCode } from '@latchkey/contract/client-errors'
import { LatchkeyError, type LatchkeyErrorOptions } from '@latchkey/http-client'

/** Code of a {@link PasskeyError}. */
export type PasskeyErrorCode = Extract<ClientErrorCode, `PASSKEY_${string}`>

/** Which ceremony was under way: making a passkey or using one. */
export type PasskeyStep = 'create' | 'get'

/** A passkey ceremony that did not succeed; `cause` is what the browser threw. */
export class PasskeyError extends LatchkeyError {
  override readonly name: string = 'PasskeyError'
  declare readonly code: PasskeyErrorCode

  /**
   * Makes an error of one ceremony.
   * @param code what went wrong
   * @param options text, remedy and cause; text and remedy default to the registry's
   */
  constructor(code: PasskeyErrorCode, options: LatchkeyErrorOptions = {}) {
    super(code, options)
  }
}

/** By name of the browser's exception. Browsers report a refusal, an expired prompt and a missing passkey alike, as NotAllowedError. */
const codes: Readonly<Record<string, PasskeyErrorCode>> = {
  NotAllowedError: 'PASSKEY_CANCELLED',
  AbortError: 'PASSKEY_CANCELLED',
  TimeoutError: 'PASSKEY_CANCELLED',
  SecurityError: 'PASSKEY_SITE_MISMATCH',
  NotSupportedError: 'PASSKEY_UNSUPPORTED',
}

/**
 * The error for whatever a ceremony threw.
 * @param step which ceremony
 * @param cause what the browser threw; a {@link PasskeyError} passes unchanged
 * @see WebAuthn L3 §5.1.3 and §5.1.4, exceptions
 */
export function toPasskeyError(step: PasskeyStep, cause: unknown): PasskeyError {
  if (cause instanceof PasskeyError) return cause
  const name = cause instanceof Error ? cause.name : ''
  if (step === 'create' && name === 'InvalidStateError')
    return new PasskeyError('PASSKEY_ALREADY_REGISTERED', { cause })
  return new PasskeyError(codes[name] ?? 'PASSKEY_FAILED', { cause })
}
