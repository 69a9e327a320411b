/** The session for user interfaces: subscribe to it and read immutable snapshots, as React's `useSyncExternalStore` wants them. */
import type { SessionKeeper } from './session-keeper.ts'
import { findNextChange, initialSnapshot, isSameSnapshot, type SessionSnapshot, toSnapshot } from './session-state.ts'
import { currentUserKey, sessionKey } from './session-storage.ts'

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

  /** The state as last read; `loading` before anything was read. Reads no storage, so it may be called while rendering. */
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

  /** Other tabs announce what they write; a page that was frozen, or slept with its device, may have missed it. */
  #watch(): () => void {
    if (typeof window === 'undefined') return () => {}
    const over = new AbortController()
    const on = (target: EventTarget, type: string, listener: (event: Event) => void): void =>
      target.addEventListener(type, listener, { signal: over.signal })
    on(window, 'storage', this.#refreshIfOurs)
    on(window, 'pageshow', this.#refreshAndArm)
    on(window, 'online', () => this.#keeper.setOffline(false))
    on(window, 'offline', () => this.#keeper.setOffline(true))
    on(document, 'visibilitychange', this.#refreshAndArm)
    if (navigator.onLine === false) this.#keeper.setOffline(true)
    return () => over.abort()
  }

  /** Whatever else the application stores is none of this; `null` stands for all there was. */
  readonly #refreshIfOurs = (event: Event): void => {
    const key = 'key' in event ? event.key : null
    if (key === null || key === sessionKey || key === currentUserKey) this.#refresh()
  }

  /** Timers stand still while a device sleeps, so that each is also armed anew when the page is looked at again. */
  #armTimer(): void {
    clearTimeout(this.#timer)
    if (this.#subscribers.size === 0) return
    const nowMs = this.#keeper.nowMs()
    const nextMs = findNextChange(this.#keeper.readFacts(), nowMs)
    if (nextMs === undefined) return
    this.#timer = setTimeout(this.#refreshAndArm, Math.min(Math.ceil(nextMs - nowMs), longestTimerMs))
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
