/** Takes expired session keys and read-only sessions out of the store, in small bites, so that live tables stay small. */
import type { System } from './system.ts'

const intervalMs = 60_000
const batchSize = 500
/** Expired credentials stay for a while, so that their owners are told that the session expired rather than that it never was. */
const graceMs = 24 * 60 * 60 * 1000

/**
 * Deletes what expired more than a day ago, batch by batch; requests go on between two batches.
 * @param system store and clock
 */
export async function sweepExpired({ store, nowMs }: Pick<System, 'store' | 'nowMs'>): Promise<void> {
  const beforeMs = nowMs() - graceMs
  while ((await store.sweepExpired(beforeMs, batchSize)) === batchSize) await new Promise(setImmediate)
}

/**
 * Sweeps every minute until told to stop; a failure is logged and the next round tries again.
 * @param system store, clock and log
 * @returns stops sweeping
 */
export function startSweeping(system: Pick<System, 'store' | 'nowMs' | 'log'>): () => void {
  const timer = setInterval(() => {
    sweepExpired(system).catch((error: unknown) => system.log.error({ err: error }, 'sweep failed'))
  }, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
