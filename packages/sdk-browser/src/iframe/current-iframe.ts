/** Which auth iframe a page has now, or is about to have. */
import type { TurnkeyIframeClient } from './iframe-client.ts'

/** Remembers the auth iframe created last, until it is removed or fails. */
export class CurrentIframe {
  #opening: Promise<TurnkeyIframeClient> | undefined
  #client: TurnkeyIframeClient | undefined

  /** The connected client, or `undefined`. */
  get client(): TurnkeyIframeClient | undefined {
    return this.#client
  }

  /**
   * Takes an iframe that has begun to open, in place of any other.
   * @param opening settles within ten seconds
   * @param signal aborted when the iframe is removed
   */
  set(opening: Promise<TurnkeyIframeClient>, signal: AbortSignal | undefined): void {
    this.#opening = opening
    this.#client = undefined
    const clear = (): void => this.#clear(opening)
    signal?.addEventListener('abort', clear, { once: true })
    opening.then((client) => {
      if (this.#opening === opening) this.#client = client
    }, clear)
  }

  /** The client, after waiting for an iframe that is opening; `undefined` when there is none or it fails. */
  async find(): Promise<TurnkeyIframeClient | undefined> {
    const opening = this.#opening
    // Whoever created the iframe is told why it fails.
    const client = await opening?.catch(() => undefined)
    return this.#opening === opening ? client : this.find()
  }

  #clear(opening: Promise<TurnkeyIframeClient>): void {
    if (this.#opening !== opening) return
    this.#opening = undefined
    this.#client = undefined
  }
}
