/** The base class of every error the clients throw, and the closed list of its codes. */
import { type ClientErrorCode, clientErrors } from '@latchkey/contract/client-errors'
import type { ServerErrorCode } from '@latchkey/contract/errors'

/** Every code an error of the clients can carry: those that start in a client and the refusals of the server. */
export type LatchkeyErrorCode = ClientErrorCode | ServerErrorCode

/** What an error says beyond its code; text that is left out comes from the registry. */
export interface LatchkeyErrorOptions {
  /** What was wrong. Never key material, a bundle, a token or a body. */
  readonly message?: string | undefined
  /** What to do about it. */
  readonly remedy?: string | undefined
  /** The error underneath. */
  readonly cause?: unknown
}

/**
 * An error with a `code` for the program and a `remedy` for people.
 * @example
 * ```ts
 * try {
 *   await client.getWhoami()
 * } catch (error) {
 *   if (!(error instanceof LatchkeyError)) throw error
 *   switch (error.code) {
 *     case 'API_KEY_EXPIRED':
 *       return openNewSession()
 *     default:
 *       return show(`${error.message} ${error.remedy}`)
 *   }
 * }
 * ```
 */
export class LatchkeyError extends Error {
  override readonly name: string = 'LatchkeyError'
  /** What went wrong, for a `switch`. A newer server may send a code that is not listed here, so keep a `default`. */
  readonly code: LatchkeyErrorCode
  /** One sentence that says what to do about it. */
  readonly remedy: string

  /**
   * Makes an error whose text and remedy come from the registry of client errors unless they are given.
   * @param code code of the registry, or one the server sent
   * @param options `message` and `remedy` instead of the registry's, and the `cause`
   */
  constructor(code: LatchkeyErrorCode, options: LatchkeyErrorOptions = {}) {
    const [message, remedy] = findText(code)
    super(options.message ?? message, options.cause === undefined ? {} : { cause: options.cause })
    this.code = code
    this.remedy = options.remedy ?? remedy
  }
}

/** A refusal of the server brings its own text. */
function findText(code: LatchkeyErrorCode): readonly [message: string, remedy: string] {
  return isClientErrorCode(code) ? clientErrors[code] : [code, '']
}

function isClientErrorCode(code: LatchkeyErrorCode): code is ClientErrorCode {
  return Object.hasOwn(clientErrors, code)
}
