/** Which auth iframe a page has now, or is about to have. */
import type { TurnkeyIframeClient } from './iframe-client.ts'

interface Entry {
  readonly opening: Promise<TurnkeyIframeClient>
  client?: TurnkeyIframeClient
}

/** Remembers the page's auth iframes until they are removed or fail; the one created last counts. */
export class CurrentIframe {
  #entries: readonly Entry[] = []

  /** The connected client, or `undefined`. */
  get client(): TurnkeyIframeClient | undefined {
    return this.#entries.findLast(({ client }) => client)?.client
  }

  /**
   * Takes an iframe that has begun to open.
   * @param opening settles within ten seconds
   * @param signal aborted when the iframe is removed
   */
  add(opening: Promise<TurnkeyIframeClient>, signal: AbortSignal | undefined): void {
    const entry: Entry = { opening }
    const remove = (): void => {
      this.#entries = this.#entries.filter((other) => other !== entry)
    }
    this.#entries = [...this.#entries, entry]
    signal?.addEventListener('abort', remove, { once: true })
    opening.then((client) => {
      entry.client = client
    }, remove)
  }

  /** The client, after waiting for an iframe that is opening; `undefined` when there is none or it fails. */
  async find(): Promise<TurnkeyIframeClient | undefined> {
    const entry = this.#entries.at(-1)
    // Whoever created the iframe is told why it fails.
    const client = await entry?.opening.catch(() => undefined)
    return this.#entries.at(-1) === entry ? client : this.find()
  }
}
