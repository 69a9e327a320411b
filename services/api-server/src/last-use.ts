/** Remembers when sessions were used, without a write per request: moments are gathered in memory and written together. */
import type { Logger } from 'pino'
import type { SignerFacts } from './caller.ts'
import type { SessionUse } from './store/session-rows.ts'
import type { Store } from './store/store.ts'

const intervalMs = 5_000
/** A session is noted at most this often. */
const precisionMs = 60_000
/** How many moments are written in one transaction. */
const batchSize = 500
/** How many sessions are remembered; beyond that the one noted longest ago is forgotten, and may be noted again early. */
const rememberedLimit = 20_000
/** How many moments wait to be written; beyond that none is noted, until the next request of that session finds room. */
const waitingLimit = 10_000

/** Notes uses of sessions. */
export interface LastUse {
  /**
   * Notes that a caller's session is being used; nothing for passkeys and permanent keys.
   * @param caller who was proven
   */
  note(caller: SignerFacts): void
}

/** What noting needs of the system, whose part it is. */
interface Reach {
  store: Pick<Store, 'noteUses'>
  /** Server time in milliseconds since 1970-01-01 UTC. */
  nowMs(): number
  log: Pick<Logger, 'error'>
}

/** Gathers the uses of one server; each is described by {@link LastUse}. */
export class GatheredUses implements LastUse {
  readonly #reach: Reach
  /** Moment of the last noted use by session, the one noted longest ago first. */
  readonly #remembered = new Map<string, number>()
  #waiting: SessionUse[] = []

  /** @param reach store, clock and log */
  constructor(reach: Reach) {
    this.#reach = reach
  }

  note({ credential, organizationId, userId }: SignerFacts): void {
    if (credential.kind === 'passkey') return
    if (credential.kind === 'api-key' && credential.expiresAtMs === undefined) return
    const sessionId = credential.kind === 'api-key' ? credential.apiKeyId : credential.sessionId
    const usedAtMs = this.#reach.nowMs()
    const lastMs = this.#remembered.get(sessionId)
    if (lastMs !== undefined && usedAtMs - lastMs < precisionMs) return
    if (this.#waiting.length >= waitingLimit) return
    this.#remember(sessionId, usedAtMs)
    this.#waiting.push({ kind: credential.kind, organizationId, userId, sessionId, usedAtMs })
  }

  /** Writes what was noted, batch by batch; what cannot be written is dropped, since the next use is noted again. */
  async flush(): Promise<void> {
    const uses = this.#waiting
    this.#waiting = []
    for (let start = 0; start < uses.length; start += batchSize) {
      await this.#reach.store
        .noteUses(uses.slice(start, start + batchSize))
        .catch((error: unknown) => this.#reach.log.error({ err: error }, 'uses of sessions could not be noted'))
    }
  }

  /** A map keeps the order of insertion: taking an entry out and putting it back makes it the youngest. */
  #remember(sessionId: string, usedAtMs: number): void {
    this.#remembered.delete(sessionId)
    this.#remembered.set(sessionId, usedAtMs)
    const [oldest] = this.#remembered.size > rememberedLimit ? this.#remembered.keys() : []
    if (oldest !== undefined) this.#remembered.delete(oldest)
  }
}

/**
 * Writes what is noted every few seconds until told to stop.
 * @param uses where uses are gathered
 * @returns stops, after a last time
 */
export function startFlushing(uses: GatheredUses): () => Promise<void> {
  let flushing = Promise.resolve()
  let timer = setTimeout(flush, intervalMs).unref()
  async function flush(): Promise<void> {
    flushing = uses.flush()
    await flushing
    timer = setTimeout(flush, intervalMs).unref()
  }
  return async () => {
    await flushing
    clearTimeout(timer)
    await uses.flush()
  }
}
