/** The one error of the frame's own making: a sentence for people and a code for programs. */
import type { ClientErrorCode } from '@latchkey/contract/client-errors'

/** A request the frame refuses; its text never contains a key, a bundle or a payload. */
export class FrameError extends Error {
  /** One of the client registry, sent with the reply. */
  readonly code: ClientErrorCode

  /**
   * Makes a refusal.
   * @param code one of the client registry
   * @param message what was wrong and what to do
   * @param options `cause`: the error behind it, never sent
   */
  constructor(code: ClientErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
