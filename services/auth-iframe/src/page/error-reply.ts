/** From anything thrown to the `ERROR` reply; what the platform said stays inside the frame. */
import type { ClientErrorCode } from '@latchkey/contract/client-errors'
import { type IframeReply, iframeReplyTypes } from '@latchkey/contract/iframe-messages'
import { CryptoError } from '@latchkey/crypto'
import { FrameError } from './frame-error.ts'

/** What a page can do something about; everything else is one code. */
function toCode(error: unknown): ClientErrorCode {
  if (error instanceof FrameError) return error.code
  const code = error instanceof CryptoError ? error.code : undefined
  if (code === 'BUNDLE_NOT_FOR_THIS_KEY') return code
  return code === 'BUNDLE_MALFORMED' || code === 'PRIVATE_KEY_MALFORMED' ? 'BUNDLE_MALFORMED' : 'IFRAME_MESSAGE_REFUSED'
}

/**
 * The reply that says what was wrong, as a sentence that begins with "Error: " and a code of the client registry.
 * @param error anything thrown
 * @see Turnkey wire protocol: iframe messages
 */
export function toErrorReply(error: unknown): IframeReply {
  const isOurs = error instanceof FrameError || error instanceof CryptoError
  const sentence = isOurs ? error.message : 'The request could not be carried out. Reload the page and try again.'
  return { type: iframeReplyTypes.error, value: `Error: ${sentence}`, code: toCode(error) }
}
