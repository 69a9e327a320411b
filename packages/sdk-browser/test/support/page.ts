/** The parts of a web page the SDK touches and Node lacks; everything else is Node's own. */
import type { IframeReply } from '@latchkey/contract/iframe-messages'
import { vi } from 'vitest'
import { AuthIframe, type FrameStorage } from './auth-iframe.ts'
import { Authenticator } from './authenticator.ts'
import { MemoryStorage } from './memory-storage.ts'

/** Origin of the auth iframe in these tests. */
export const iframeOrigin = 'https://auth.example'

class Element extends EventTarget {
  readonly attributes = new Map<string, string>()
  readonly style = { cssText: '' }
  readonly children: Element[] = []
  readonly #connected: (element: Element) => void
  parent: Element | undefined
  contentWindow: { postMessage(message: unknown, origin: string, ports: MessagePort[]): void } | undefined
  src = ''

  constructor(connected: (element: Element) => void) {
    super()
    this.#connected = connected
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value)
  }

  querySelector(selector: string): Element | null {
    const name = /\[(.*)\]/.exec(selector)?.[1] ?? ''
    return this.children.find((child) => child.attributes.has(name)) ?? null
  }

  append(child: Element): void {
    child.parent = this
    this.children.push(child)
    this.#connected(child)
  }

  remove(): void {
    const siblings = this.parent?.children ?? []
    siblings.splice(siblings.indexOf(this), 1)
  }
}

/** A page: its storage, its authenticator and the iframes in it. */
export class Page {
  readonly storage = new MemoryStorage()
  readonly authenticator = new Authenticator()
  /** Iframes that were loaded, in order. */
  readonly iframes: AuthIframe[] = []
  readonly window: EventTarget & { localStorage?: Storage } = Object.assign(new EventTarget(), {
    localStorage: this.storage,
  })
  readonly document = Object.assign(new EventTarget(), {
    createElement: () => new Element(() => {}),
    getElementById: (id: string) => (id === 'container' ? this.container : null),
  })
  readonly container: Element = new Element((element) => queueMicrotask(() => this.#load(element)))
  /** What outlives a reload of an iframe. */
  readonly frameStorage: FrameStorage = {}
  /** Code iframes report instead of announcing themselves. */
  iframeFailure: string | undefined
  /** What iframes say instead of announcing themselves. */
  announcement: IframeReply | undefined
  /** Whether iframes load a document that is not the auth iframe. */
  isIframeSilent = false

  /** Makes this the page the SDK is in; `vi.unstubAllGlobals` undoes it. */
  install(): this {
    vi.stubGlobal('window', this.window)
    vi.stubGlobal('document', this.document)
    vi.stubGlobal('location', { hostname: 'app.example', origin: 'https://app.example' })
    vi.stubGlobal('navigator', { credentials: this.authenticator, onLine: true })
    vi.stubGlobal('PublicKeyCredential', class {})
    return this
  }

  /** The iframe loaded last. */
  get iframe(): AuthIframe {
    const iframe = this.iframes.at(-1)
    if (!iframe) throw new Error('No iframe was loaded.')
    return iframe
  }

  /** Loads the document of an iframe, again if it had one. */
  #load(element: Element): void {
    const frame = new AuthIframe(this.frameStorage)
    this.iframes.push(frame)
    element.contentWindow = {
      postMessage: (_message, origin, [port]) => {
        if (origin !== iframeOrigin || !port || this.isIframeSilent) return
        if (this.announcement) port.postMessage(this.announcement)
        else if (this.iframeFailure)
          port.postMessage({ type: 'ERROR', value: 'Error: failed.', code: this.iframeFailure })
        else void frame.adopt(port)
      },
    }
    element.dispatchEvent(new Event('load'))
  }

  /** Loads the documents of all iframes anew. */
  reloadIframes(): void {
    for (const element of this.container.children) this.#load(element)
  }

  close(): void {
    for (const iframe of this.iframes) iframe.close()
  }
}
