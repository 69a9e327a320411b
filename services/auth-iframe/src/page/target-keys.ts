/** The key pair bundles are sealed to: stored where the browser allows it, in memory where not. */
import type { IframeStorage } from '@latchkey/contract/iframe-messages'
import { generateTargetKey, type TargetKey } from '@latchkey/crypto'
import { FrameError } from './frame-error.ts'
import { keepFirstTargetKey, replaceTargetKey, type StoredTargetKey } from './target-key-storage.ts'

const timeToLiveMs = 48 * 60 * 60 * 1000

const makeKey = async (): Promise<StoredTargetKey> => ({
  ...(await generateTargetKey()),
  expiresAtMs: Date.now() + timeToLiveMs,
})

/** The target keys of one parent origin, of which one is current. */
export class TargetKeys {
  readonly #parentOrigin: string
  #known: StoredTargetKey | undefined
  #storage: IframeStorage = 'indexeddb'
  #storageProblem: string | undefined

  /**
   * Makes a holder; no key yet.
   * @param parentOrigin exact origin of the embedding page
   */
  constructor(parentOrigin: string) {
    this.#parentOrigin = parentOrigin
  }

  /** Where the current key lives; meaningful once {@link current} has answered. */
  get storage(): IframeStorage {
    return this.#storage
  }

  /** Name of the exception that keeps the key out of storage; `undefined` while nothing does. */
  get storageProblem(): string | undefined {
    return this.#storageProblem
  }

  /** The current target key, made when there is none. Read from storage every time, since another tab may have reset it. */
  async current(): Promise<TargetKey> {
    const known = this.#known && this.#known.expiresAtMs > Date.now() ? this.#known : undefined
    if (known && this.#storage === 'memory') return known
    const candidate = await makeKey()
    const current = (await this.#keepFirst(candidate)) ?? known ?? candidate
    this.#known = current
    return current
  }

  /**
   * Destroys the current target key and makes another, with its whole time to live.
   * @throws IFRAME_MESSAGE_REFUSED when the key was stored and the browser does not let it be replaced; memory is wiped nevertheless
   */
  async reset(): Promise<void> {
    const wasStored = this.#storage === 'indexeddb'
    this.#known = undefined
    const next = await makeKey()
    this.#known = next
    try {
      await replaceTargetKey(this.#parentOrigin, next)
      this.#storage = 'indexeddb'
    } catch (cause) {
      this.#storage = 'memory'
      if (wasStored)
        throw new FrameError('IFRAME_MESSAGE_REFUSED', 'The stored key could not be wiped. Try again.', { cause })
    }
  }

  /** Once storage has failed it is left alone: waiting for it again and again would slow every request down. */
  async #keepFirst(candidate: StoredTargetKey): Promise<StoredTargetKey | undefined> {
    if (this.#storage === 'memory') return undefined
    try {
      return await keepFirstTargetKey(this.#parentOrigin, candidate)
    } catch (error) {
      this.#storage = 'memory'
      this.#storageProblem = error instanceof Error ? error.name : undefined
      return undefined
    }
  }
}
