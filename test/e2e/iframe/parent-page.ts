/** An application page that embeds the auth iframe and talks to it by hand, as any page could. */
import type { IframeReply } from '@latchkey/contract/iframe-messages'

/** What the page's script offers to tests, as `window.parentPage`. */
export interface ParentPage {
  /** Every window message the page has received. */
  readonly heard: unknown[]
  /** Appends the frame and waits until it, or an error page in its place, has loaded. */
  embed(url: string): Promise<void>
  /** Hands the first frame a port; the promise is for the announcement. */
  connect(frameOrigin: string): Promise<IframeReply>
  /** Embeds the frame, hands it a port at its `load` event and waits for the announcement. */
  open(url: string): Promise<IframeReply>
  /** Sends a request over the port; waits for the reply with the same id. */
  ask(message: object): Promise<IframeReply>
  /** Posts anything over the port. */
  post(message: unknown): void
  /** Posts a request as a window message; waits for the reply with the same id. */
  askWindow(message: object, frameOrigin: string): Promise<IframeReply>
  /** Waits for the next window message of a type, or takes one already heard. */
  hear(type: string): Promise<IframeReply>
}

declare global {
  interface Window {
    parentPage: ParentPage
  }
}

/** Runs in the page, from its text: it must not refer to anything outside itself. */
function installParentPage(): void {
  type Settle = (reply: IframeReply) => void
  const heard: IframeReply[] = []
  const waiting = new Map<string, Settle>()
  let port: MessagePort | undefined
  const settle = (key: string | undefined, reply: IframeReply): void => {
    const resolve = key === undefined ? undefined : waiting.get(key)
    if (key !== undefined) waiting.delete(key)
    resolve?.(reply)
  }
  const waitFor = (key: string): Promise<IframeReply> => new Promise((resolve) => waiting.set(key, resolve))
  const firstFrame = (): Window => {
    const frame = document.querySelector('iframe')?.contentWindow
    if (!frame) throw new Error('no frame')
    return frame
  }
  window.addEventListener('message', ({ data }: MessageEvent<IframeReply>) => {
    heard.push(data)
    settle(data?.requestId ?? data?.type, data)
  })
  window.parentPage = {
    heard,
    embed: (url) =>
      new Promise((resolve) => {
        const iframe = document.createElement('iframe')
        iframe.setAttribute('sandbox', 'allow-scripts allow-same-origin')
        iframe.src = url
        iframe.onload = () => resolve()
        document.body.append(iframe)
      }),
    connect(frameOrigin) {
      const channel = new MessageChannel()
      port = channel.port1
      port.onmessage = ({ data }: MessageEvent<IframeReply>) => settle(data.requestId ?? `port:${data.type}`, data)
      firstFrame().postMessage({ type: 'TURNKEY_INIT_MESSAGE_CHANNEL' }, frameOrigin, [channel.port2])
      return waitFor('port:PUBLIC_KEY_READY')
    },
    async open(url) {
      await this.embed(url)
      return this.connect(new URL(url).origin)
    },
    ask(message) {
      const requestId = crypto.randomUUID()
      port?.postMessage({ ...message, requestId })
      return waitFor(requestId)
    },
    post: (message) => port?.postMessage(message),
    askWindow(message, frameOrigin) {
      const requestId = crypto.randomUUID()
      firstFrame().postMessage({ ...message, requestId }, frameOrigin)
      return waitFor(requestId)
    },
    hear: async (type) => heard.find((message) => message?.type === type) ?? waitFor(type),
  }
}

/** HTML of the page. */
export const parentPageHtml = `<!doctype html><title>parent</title><body><script>(${installParentPage})()</script>`
