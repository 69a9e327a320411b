/** Whether the server should be given requests: its store answers and takes writes, and it is not about to stop. */
import type { Store } from '../store/store.ts'

/** How long the store may take to answer; a balancer that asks every second learns of a loss within two. */
const patienceMs = 1000

/** Why no requests should be sent here. */
export type Unreadiness = 'stopping' | 'store-silent' | 'store-failed'

/** Readiness of one server. */
export class Readiness {
  readonly #store: Pick<Store, 'findFirstOrganization' | 'transact'>
  #isStopping = false
  #probe: Promise<Unreadiness | undefined> | undefined

  /** @param store what is asked */
  constructor(store: Pick<Store, 'findFirstOrganization' | 'transact'>) {
    this.#store = store
  }

  /** From now on the server is not ready. */
  stop(): void {
    this.#isStopping = true
  }

  /** Why the server is not ready, undefined when it is; answers within about a second. */
  async explain(): Promise<Unreadiness | undefined> {
    if (this.#isStopping) return 'stopping'
    // Whoever asks while the store is still silent waits for the same answer, so that questions do not pile up in front of it.
    this.#probe ??= this.#ask().finally(() => {
      this.#probe = undefined
    })
    return withinPatience(this.#probe)
  }

  /** A read and an empty transaction: a store that fails to write must not get requests, though it may still answer reads. */
  async #ask(): Promise<Unreadiness | undefined> {
    try {
      await this.#store.findFirstOrganization()
      await this.#store.transact(async () => undefined)
      return undefined
    } catch {
      return 'store-failed'
    }
  }
}

async function withinPatience(probe: Promise<Unreadiness | undefined>): Promise<Unreadiness | undefined> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<Unreadiness>((resolve) => {
    timer = setTimeout(resolve, patienceMs, 'store-silent')
  })
  try {
    return await Promise.race([probe, silence])
  } finally {
    clearTimeout(timer)
  }
}
