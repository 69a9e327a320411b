/** Puts the auth iframe into the page and connects to it. */
import { type IframeReply, iframeReplyTypes, iframeRequestTypes } from '@latchkey/contract/iframe-messages'
import { waitForAnnouncement } from './handshake.ts'
import { IframeChannel } from './iframe-channel.ts'
import { checkContainer, makeIframeElement } from './iframe-element.ts'
import { IframeError, toIframeError } from './iframe-error.ts'
import { IframeStamper } from './iframe-stamper.ts'

/** Where the auth iframe goes and how long it stays. */
export interface OpenIframeParams {
  /** Element the iframe becomes a child of. */
  readonly container: HTMLElement | null | undefined
  /** Absolute URL of the auth iframe. */
  readonly iframeUrl: string
  /** Id of the iframe element. */
  readonly elementId?: string | undefined
  /** Aborting it removes the iframe at any time. */
  readonly signal?: AbortSignal | undefined
}

/**
 * A stamper connected to a new auth iframe. A frame that does not answer is removed again, so that it can be tried anew.
 * @param params where the iframe goes and how long it stays
 * @throws IFRAME_CONTAINER_MISSING, IFRAME_ALREADY_EXISTS when it cannot go there
 * @throws IFRAME_NOT_LOADED, IFRAME_ORIGIN_REFUSED, IFRAME_EMBEDDER_POLICY, IFRAME_BLOCKED when it does not answer within ten seconds
 * @throws IFRAME_OUTDATED when it is older than this SDK
 * @throws IframeError with the frame's code when it cannot start
 * @see Turnkey wire protocol: auth iframe, element and lifecycle
 */
export async function openIframe(params: OpenIframeParams): Promise<IframeStamper> {
  checkContainer(params.container)
  if (params.signal?.aborted) throw removed()
  const element = makeIframeElement(params.iframeUrl, params.elementId)
  const { channel, stamper, announced } = makeConnection(params.signal)
  // The frame may reload, then it needs a new port.
  element.addEventListener('load', () => handOverPort(element, channel))
  const close = (reason: IframeError): void => {
    channel.close(reason)
    element.remove()
  }
  params.signal?.addEventListener('abort', () => close(removed()), { once: true })
  params.container.append(element)
  try {
    await waitForAnnouncement(element, announced)
  } catch (error) {
    close(new IframeError('IFRAME_NOT_LOADED'))
    throw error
  }
  return stamper
}

interface Connection {
  readonly channel: IframeChannel
  readonly stamper: IframeStamper
  /** Settles with the first announcement; rejects when the frame reports an error instead, or is removed. */
  readonly announced: Promise<void>
}

function makeConnection(signal: AbortSignal | undefined): Connection {
  let settle: (announcement: IframeReply) => void = () => {}
  const channel = new IframeChannel((announcement) => settle(announcement))
  const stamper = new IframeStamper(channel)
  const announced = new Promise<void>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(removed()), { once: true })
    settle = (announcement) => {
      if (announcement.type === iframeReplyTypes.error) return reject(toIframeError(announcement))
      if (announcement.type !== iframeReplyTypes.publicKeyReady || !stamper.hear(announcement)) return
      // Every auth iframe that makes session keys says where it keeps its own.
      if (stamper.storage === undefined) reject(new IframeError('IFRAME_OUTDATED'))
      else resolve()
    }
  })
  return { channel, stamper, announced }
}

/** The port goes to the iframe's origin only: a document of another origin in its place gets nothing. */
function handOverPort(element: HTMLIFrameElement, channel: IframeChannel): void {
  const { port1, port2 } = new MessageChannel()
  channel.adopt(port1)
  const message = { type: iframeRequestTypes.initMessageChannel }
  element.contentWindow?.postMessage(message, new URL(element.src).origin, [port2])
}

const removed = (): IframeError =>
  new IframeError('IFRAME_NOT_LOADED', {
    message: 'The auth iframe was removed from the page.',
    remedy: 'Create it again.',
  })
