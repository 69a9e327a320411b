/** The two ways a page and this frame exchange messages: a port handed over once, or window messages of stampers older than 2.1. */
import { type IframeReply, iframeRequestTypes } from '@latchkey/contract/iframe-messages'
import type { AllowedParent } from './allowed-parent.ts'

/** Sends one reply the way its request came. */
export type Send = (reply: IframeReply) => void

/** What becomes of messages; `origin` is always the parent's exact origin. */
export interface Listener {
  /** A port was handed over; it replaces the window messages for good. */
  opened(origin: string, send: Send): void
  /** Something arrived that claims to be a request. */
  received(message: unknown, origin: string, send: Send): void
}

const isInit = (message: unknown): boolean =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  message.type === iframeRequestTypes.initMessageChannel

/**
 * A way to reach the parent over the window; the browser drops the message if the parent has another origin.
 * @param origin the parent's exact origin
 */
export const toWindow =
  (origin: string): Send =>
  (reply) =>
    window.parent.postMessage(reply, origin)

/**
 * Listens to the parent from now on. Must be called before the document's `load` event: the parent hands its port over once, then.
 *
 * The first port wins. After it window messages are no longer heard, so nobody can take the channel over.
 * @param parent whose messages are heard; all others are dropped silently
 * @param listener what becomes of them
 * @see Turnkey wire protocol: message transports by stamper version
 */
export function listenToParent(parent: AllowedParent, listener: Listener): void {
  const adopt = (port: MessagePort, origin: string): void => {
    window.removeEventListener('message', receive)
    const send: Send = (reply) => port.postMessage(reply)
    port.onmessage = ({ data }) => listener.received(data, origin, send)
    listener.opened(origin, send)
  }
  const receive = (event: MessageEvent): void => {
    if (!parent.sent(event)) return
    const [port] = event.ports
    if (!isInit(event.data)) listener.received(event.data, event.origin, toWindow(event.origin))
    else if (port !== undefined) adopt(port, event.origin)
  }
  window.addEventListener('message', receive)
}
