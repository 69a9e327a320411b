/** Several processes of the server that share its port: one keeps the others running and answers no requests itself. */
import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'

/**
 * Starts workers, which run this process's own command line, and replaces each that ends by itself, until a signal ends them all. The first
 * is ready before the others start: it brings the database up to date, and says alone why that cannot be.
 * @param count number of workers
 * @returns when all are ready, or will never be
 */
export async function runWorkers(count: number): Promise<void> {
  const ready = new WeakSet<Worker>()
  let isStopping = false
  const stop = (): void => {
    isStopping = true
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM')
  }
  const start = async (): Promise<void> => {
    if (isStopping) return
    const worker = cluster.fork()
    await Promise.race([once(worker, 'listening'), once(worker, 'exit')])
  }
  cluster.on('listening', (worker) => ready.add(worker))
  cluster.on('exit', (worker, code) => {
    if (isStopping) return
    if (ready.has(worker)) {
      cluster.fork()
      return
    }
    // It has said why, and the next one would say the same.
    process.exitCode = code || 1
    stop()
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
  await start()
  await Promise.all(Array.from({ length: count - 1 }, start))
}
