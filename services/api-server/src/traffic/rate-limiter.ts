/** How many requests somebody may make: a budget that refills steadily, kept as one number for each name. */

/** Budgets refill completely within this time: a name that was silent for so long may spend it all at once. */
export const windowSeconds = 10

const windowMs = windowSeconds * 1000

/** What came of asking for one request. */
export interface Verdict {
  isAllowed: boolean
  /** Requests that a budget holds when it is full. */
  limit: number
  /** Requests that may follow at once. */
  remaining: number
  /** Milliseconds until the next request is allowed; 0 when it already is. */
  waitMs: number
}

/**
 * A leaky bucket for each name, by the generic cell rate algorithm: what is stored is the moment at which the budget will be full again.
 *
 * Memory is bounded whatever names are made up. A budget that was not touched for a window is full, so it need not be known: names live
 * in a young and an old map, and the old one is dropped as a whole. Where names come in faster than that, the oldest half is forgotten
 * early, which gives requests away and refuses none.
 */
export class RateLimiter {
  readonly #perSecond: number
  readonly #capacity: number
  #young = new Map<string, number>()
  #old: ReadonlyMap<string, number> = new Map()
  #youngSinceMs = Number.NEGATIVE_INFINITY

  /**
   * @param perSecond requests for each name in the long run, greater than 0
   * @param capacity names that are remembered, at least 2
   */
  constructor(perSecond: number, capacity = 100_000) {
    this.#perSecond = perSecond
    this.#capacity = capacity
  }

  /** Names that are remembered at the moment. */
  get size(): number {
    return this.#young.size + this.#old.size
  }

  /**
   * Spends one request of a name's budget, if there is one.
   * @param name whose budget
   * @param nowMs any clock in milliseconds; one that is set back costs nobody more than a window
   */
  take(name: string, nowMs: number): Verdict {
    const fullAtMs = this.#fullAt(name, nowMs) + 1000 / this.#perSecond
    const verdict = this.#judge(fullAtMs, nowMs)
    if (verdict.isAllowed) this.#remember(name, fullAtMs, nowMs)
    return verdict
  }

  /**
   * Whether a name's budget has a request left; spends nothing.
   * @param name whose budget
   * @param nowMs the clock of `take`
   */
  peek(name: string, nowMs: number): Verdict {
    return this.#judge(this.#fullAt(name, nowMs) + 1000 / this.#perSecond, nowMs)
  }

  #fullAt(name: string, nowMs: number): number {
    const storedMs = this.#young.get(name) ?? this.#old.get(name) ?? nowMs
    // Further ahead than any budget can be: the clock has been set back.
    if (storedMs > nowMs + windowMs) this.#remember(name, nowMs + windowMs, nowMs)
    return Math.max(nowMs, Math.min(storedMs, nowMs + windowMs))
  }

  #judge(fullAtMs: number, nowMs: number): Verdict {
    const spareMs = nowMs + windowMs - fullAtMs
    // A division may leave a request at 0.999…
    const remaining = Math.max(0, Math.floor((spareMs * this.#perSecond) / 1000 + 1e-6))
    const isAllowed = spareMs > -1e-6
    return { isAllowed, limit: this.#perSecond * windowSeconds, remaining, waitMs: isAllowed ? 0 : -spareMs }
  }

  #remember(name: string, fullAtMs: number, nowMs: number): void {
    const isOutOfDate = Math.abs(nowMs - this.#youngSinceMs) >= windowMs
    if (isOutOfDate || this.#young.size >= this.#capacity / 2) {
      this.#old = this.#young
      this.#young = new Map()
      this.#youngSinceMs = nowMs
    }
    this.#young.set(name, fullAtMs)
  }
}
