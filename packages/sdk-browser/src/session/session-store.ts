/** The session for user interfaces: subscribe to it and read immutable snapshots, as React's `useSyncExternalStore` wants them. */
import type { SessionKeeper } from './session-keeper.ts'
import { initialSnapshot, isSameSnapshot, type SessionSnapshot, toSnapshot } from './session-state.ts'

/** The longest delay a timer takes; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/**
 * Observable state of the session. It changes when this page or another tab changes it, and when the session's time is over.
 * @example
 * ```ts
 * const stop = turnkey.session.subscribe(() => show(turnkey.session.getSnapshot()))
 * show(turnkey.session.getSnapshot())
 * ```
 */
export class SessionStore {
  readonly #keeper: SessionKeeper
  readonly #subscribers = new Set<() => void>()
  #snapshot = initialSnapshot
  #stopWatching: (() => void) | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  /**
   * Takes the facts without reading them.
   * @param keeper facts of the session
   */
  constructor(keeper: SessionKeeper) {
    this.#keeper = keeper
    keeper.listen(this.#refresh)
  }

  /**
   * Calls a function after every change, until the returned function is called. The first subscriber makes the store read storage.
   * @param subscriber takes no argument; it reads {@link getSnapshot}
   */
  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.#stopWatching ??= this.#watch()
    // Before the subscriber is added: it reads the snapshot itself.
    this.#refresh()
    this.#subscribers.add(subscriber)
    this.#armTimer()
    return () => {
      this.#subscribers.delete(subscriber)
      if (this.#subscribers.size === 0) this.#rest()
    }
  }

  /** The state as last read; `restoring` before anything was read. Reads no storage, so it may be called while rendering. */
  readonly getSnapshot = (): SessionSnapshot => this.#snapshot

  /** The state on a server and in a page's first render: always the same object. */
  readonly getServerSnapshot = (): SessionSnapshot => initialSnapshot

  readonly #refresh = (): void => {
    const snapshot = toSnapshot(this.#keeper.readFacts(), this.#keeper.nowMs())
    if (isSameSnapshot(snapshot, this.#snapshot)) return
    this.#snapshot = snapshot
    this.#armTimer()
    for (const subscriber of [...this.#subscribers]) subscriber()
  }

  /** Other tabs announce what they write; a page that was frozen may have missed it. */
  #watch(): () => void {
    if (typeof window === 'undefined') return () => {}
    window.addEventListener('storage', this.#refresh)
    window.addEventListener('pageshow', this.#refresh)
    return () => {
      window.removeEventListener('storage', this.#refresh)
      window.removeEventListener('pageshow', this.#refresh)
    }
  }

  #armTimer(): void {
    clearTimeout(this.#timer)
    const { status, expiresAtMs } = this.#snapshot
    const isAlive = status === 'active' || status === 'restoring'
    if (!isAlive || expiresAtMs === undefined || this.#subscribers.size === 0) return
    const remainingMs = Math.max(0, expiresAtMs - this.#keeper.nowMs())
    this.#timer = setTimeout(this.#refreshAndArm, Math.min(remainingMs, longestTimerMs))
  }

  /** A capped timer, or one that fired a moment early, changes nothing and is armed again. */
  readonly #refreshAndArm = (): void => {
    this.#refresh()
    this.#armTimer()
  }

  #rest(): void {
    clearTimeout(this.#timer)
    this.#stopWatching?.()
    this.#stopWatching = undefined
  }
}
