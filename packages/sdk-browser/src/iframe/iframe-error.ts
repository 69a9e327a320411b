/** What can go wrong between the page and the auth iframe. */
import { type ClientErrorCode, clientErrors } from '@latchkey/contract/client-errors'
import type { IframeReply } from '@latchkey/contract/iframe-messages'
import { LatchkeyError, type LatchkeyErrorOptions } from '@latchkey/http-client'

/** Code of an {@link IframeError}. */
export type IframeErrorCode = Extract<ClientErrorCode, `IFRAME_${string}` | `BUNDLE_${string}`>

/** A failure of the auth iframe, or one that it reported. */
export class IframeError extends LatchkeyError {
  override readonly name: string = 'IframeError'
  declare readonly code: IframeErrorCode

  /**
   * Makes an error of the auth iframe.
   * @param code what went wrong
   * @param options text, remedy and cause; text and remedy default to the registry's
   */
  constructor(code: IframeErrorCode, options: LatchkeyErrorOptions = {}) {
    super(code, options)
  }
}

/**
 * The error an `ERROR` message reports; IFRAME_MESSAGE_REFUSED if its code is unknown here.
 * @param reply message of the frame
 * @see Turnkey wire protocol: iframe messages
 */
export function toIframeError({ code, value }: IframeReply): IframeError {
  const message = typeof value === 'string' ? value.replace(/^Error: /, '') : undefined
  return new IframeError(isIframeErrorCode(code) ? code : 'IFRAME_MESSAGE_REFUSED', { message })
}

function isIframeErrorCode(code: string | undefined): code is IframeErrorCode {
  return code !== undefined && /^(IFRAME|BUNDLE)_/.test(code) && Object.hasOwn(clientErrors, code)
}
