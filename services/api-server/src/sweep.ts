/** Takes expired session keys and read-only sessions out of the store, in small bites, so that live tables stay small. */
import type { Store } from './store/store.ts'
import type { System } from './system.ts'

const intervalMs = 60_000
const batchSize = 500
/** Expired credentials stay for a while, so that their owners are told that the session expired rather than that it never was. */
const graceMs = 24 * 60 * 60 * 1000

/** What sweeping needs of the system. */
interface Reach extends Pick<System, 'nowMs' | 'log'> {
  store: Pick<Store, 'sweepExpired'>
  /** Told how many were taken out, batch by batch. */
  noteSwept?: ((count: number) => void) | undefined
}

/**
 * Deletes what expired more than a day ago, batch by batch; requests go on between two batches.
 * @param reach store and clock
 * @param signal once it is aborted, the batch under way is the last; default none
 */
export async function sweepExpired(
  { store, nowMs, noteSwept }: Omit<Reach, 'log'>,
  signal?: AbortSignal,
): Promise<void> {
  const beforeMs = nowMs() - graceMs
  while (!signal?.aborted) {
    const count = await store.sweepExpired(beforeMs, batchSize)
    noteSwept?.(count)
    if (count < batchSize) return
    await new Promise(setImmediate)
  }
}

/**
 * Sweeps until told to stop, each round a minute after the end of the one before; a failure is logged and the next round tries again.
 * @param reach store, clock and log
 * @returns stops sweeping; of a round in flight, only the batch under way is still finished
 */
export function startSweeping(reach: Reach): () => void {
  const stopping = new AbortController()
  let timer = setTimeout(sweep, intervalMs).unref()
  async function sweep(): Promise<void> {
    await sweepExpired(reach, stopping.signal).catch((error: unknown) =>
      reach.log.error({ err: error }, 'sweep failed'),
    )
    if (!stopping.signal.aborted) timer = setTimeout(sweep, intervalMs).unref()
  }
  return () => {
    stopping.abort()
    clearTimeout(timer)
  }
}
