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

/**
 * By name of the browser's exception. A refusal, an expired prompt and a missing passkey are alike, on purpose: NotAllowedError.
 * TypeError comes of options that are none, OperationError (Chromium) of a prompt this SDK did not open.
 */
const codes: Readonly<Record<string, PasskeyErrorCode>> = {
  NotAllowedError: 'PASSKEY_CANCELLED',
  TimeoutError: 'PASSKEY_CANCELLED',
  AbortError: 'PASSKEY_REPLACED',
  OperationError: 'PASSKEY_BUSY',
  SecurityError: 'PASSKEY_SITE_MISMATCH',
  TypeError: 'PASSKEY_OPTIONS_REFUSED',
}

/**
 * Those that making a passkey raises for reasons of its own, by step of WebAuthn L3 §5.1.3: 10 (no algorithm of
 * `pubKeyCredParams`), 20 (an excluded passkey is there), and an authenticator that lacks what the options require.
 */
const codesOfCreate: Readonly<Record<string, PasskeyErrorCode>> = {
  NotSupportedError: 'PASSKEY_OPTIONS_REFUSED',
  InvalidStateError: 'PASSKEY_ALREADY_REGISTERED',
  ConstraintError: 'PASSKEY_DEVICE_UNSUITABLE',
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
  const code = (step === 'create' && codesOfCreate[name]) || codes[name]
  return new PasskeyError(code ?? 'PASSKEY_FAILED', { cause })
}
