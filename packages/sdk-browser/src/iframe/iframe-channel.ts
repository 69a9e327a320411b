/** Requests to the auth iframe and their replies, over one message port. */
import { type IframeReply, type IframeRequest, iframeReplyTypes } from '@latchkey/contract/iframe-messages'
import { IframeError, toIframeError } from './iframe-error.ts'

/** Longest wait for the reply to a request, in milliseconds. */
const requestTimeoutMs = 10_000

/** The frame refuses more than 50 requests at once; what exceeds this number waits here. */
const maxInFlight = 40

interface PendingReply {
  readonly replyType: string
  readonly timer: ReturnType<typeof setTimeout>
  resolve(value: unknown): void
  reject(error: IframeError): void
}

/** The page's end of the port. Every request settles within ten seconds. */
export class IframeChannel {
  readonly #hear: (announcement: IframeReply) => void
  readonly #pending = new Map<string, PendingReply>()
  readonly #posted = new Set<string>()
  #waiting: IframeRequest[] = []
  #port: MessagePort | undefined
  #requestCount = 0

  /**
   * Makes a channel without a port: requests are refused until it has one.
   * @param hear takes what the frame says unasked: PUBLIC_KEY_READY, or the ERROR that keeps it from being ready
   */
  constructor(hear: (announcement: IframeReply) => void) {
    this.#hear = hear
  }

  /**
   * Uses a port from now on. Requests made over an earlier one will not be answered any more and fail.
   * @param port the page's half of a pair, the other half of which goes to the frame
   */
  adopt(port: MessagePort): void {
    this.close(new IframeError('IFRAME_TIMED_OUT', { message: 'The auth iframe was loaded anew.' }))
    this.#port = port
    port.onmessage = ({ data }: MessageEvent<unknown>) => this.#receive(data)
  }

  /**
   * The value of the frame's reply.
   * @param message request without an id
   * @param replyType name of the type that answers it, an ASCII string such as `BUNDLE_INJECTED`
   * @throws IFRAME_TIMED_OUT after ten seconds
   * @throws IFRAME_NOT_LOADED when there is no port
   * @throws IframeError with the frame's code when it refuses
   */
  request(message: IframeRequest, replyType: string): Promise<unknown> {
    if (!this.#port) return Promise.reject(new IframeError('IFRAME_NOT_LOADED'))
    this.#requestCount += 1
    const requestId = String(this.#requestCount)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#take(requestId)?.reject(new IframeError('IFRAME_TIMED_OUT')),
        requestTimeoutMs,
      )
      this.#pending.set(requestId, { replyType, timer, resolve, reject })
      this.#waiting.push({ ...message, requestId })
      this.#post()
    })
  }

  /**
   * Closes the port; what was asked and not answered fails, and so does what is asked from now on.
   * @param reason given to everyone who still waits
   */
  close(reason: IframeError): void {
    this.#port?.close()
    this.#port = undefined
    this.#waiting = []
    for (const requestId of [...this.#pending.keys()]) this.#take(requestId)?.reject(reason)
  }

  #post(): void {
    while (this.#posted.size < maxInFlight) {
      const message = this.#waiting.shift()
      if (!message?.requestId) return
      this.#posted.add(message.requestId)
      this.#port?.postMessage(message)
    }
  }

  #receive(data: unknown): void {
    if (!isReply(data)) return
    if (data.requestId === undefined) this.#hear(data)
    else this.#answer(data.requestId, data)
  }

  /** A reply that nobody waits for any more is dropped. */
  #answer(requestId: string, reply: IframeReply): void {
    const pending = this.#take(requestId)
    if (reply.type === pending?.replyType) pending.resolve(reply.value)
    else if (reply.type === iframeReplyTypes.error) pending?.reject(toIframeError(reply))
    else pending?.reject(new IframeError('IFRAME_MESSAGE_REFUSED', { message: 'The auth iframe sent another reply.' }))
  }

  #take(requestId: string): PendingReply | undefined {
    const pending = this.#pending.get(requestId)
    clearTimeout(pending?.timer)
    this.#pending.delete(requestId)
    this.#waiting = this.#waiting.filter((message) => message.requestId !== requestId)
    if (this.#posted.delete(requestId)) this.#post()
    return pending
  }
}

function isReply(data: unknown): data is IframeReply {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    typeof data.type === 'string' &&
    (!('requestId' in data) || typeof data.requestId === 'string')
  )
}
