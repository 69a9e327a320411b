/**
 * The one writer of the embedded store. Jobs that wait at the same moment are committed together: one `fsync` for all of them, and a
 * savepoint for each, so that one that fails leaves the others alone.
 */
import type { Refusal } from '../../refusal.ts'
import type { Work } from '../record-activity.ts'
import { isStoreUnavailable, storeUnavailable } from '../store-failure.ts'
import { StoreTransaction } from '../store-transaction.ts'
import type { StoreWatch } from '../store-watch.ts'
import type { SqliteConnection } from './connection.ts'
import { isLastingFailure } from './store-failure.ts'

/** How many jobs one commit holds at most, so that no caller waits long for the work of others. */
const batchLimit = 64

interface Job {
  /** Does the work; answers how to settle its promise once the batch is committed. */
  run(transaction: StoreTransaction): Promise<() => void>
  reject(error: unknown): void
}

/** Queue of writes, carried out in their order of arrival. */
export class WriteQueue {
  readonly #writer: SqliteConnection
  readonly #watch: StoreWatch | undefined
  readonly #waiting: Job[] = []
  #flushing: Promise<void> | undefined
  /** Why nothing is accepted any more. */
  #refusal: Refusal | undefined

  /**
   * @param writer the only connection that writes
   * @param watch told of commits; default nobody
   */
  constructor(writer: SqliteConnection, watch?: StoreWatch) {
    this.#writer = writer
    this.#watch = watch
  }

  /**
   * Carries out work in a transaction; settles only when it is committed, or when it is certain that it will not be acknowledged.
   * @param work what to do; it awaits nothing but the transaction, since every other write waits for it
   * @throws the work's own error; Refusal STORE_UNAVAILABLE when nothing could be committed
   */
  enqueue<Result>(work: Work<Result, SqliteConnection>): Promise<Result> {
    if (this.#refusal !== undefined) return Promise.reject(this.#refusal)
    return new Promise((resolve, reject) => {
      const run = async (transaction: StoreTransaction): Promise<() => void> => {
        const result = await work(transaction, this.#writer)
        return () => resolve(result)
      }
      this.#waiting.push({ run, reject })
      this.#tellWaiting()
      this.#flushing ??= this.#flushAll()
    })
  }

  /** Accepts nothing more and waits until all that was accepted is settled. */
  async close(): Promise<void> {
    this.#refusal ??= storeUnavailable(new Error('the store is closed'))
    await this.#flushing
  }

  /** One batch a turn of the event loop: whatever arrives in the same turn shares a commit. */
  async #flushAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setImmediate(resolve))
      const batch = this.#waiting.splice(0, batchLimit)
      this.#tellWaiting()
      await this.#flush(batch)
    }
    this.#flushing = undefined
  }

  /** Nothing is settled before the commit, refusals included: they may rest on what an earlier job of the batch wrote. */
  async #flush(batch: Job[]): Promise<void> {
    const settlements: (() => void)[] = []
    const startMs = performance.now()
    try {
      this.#writer.run('begin immediate')
      for (const job of batch) settlements.push(await this.#runJob(job))
      this.#writer.run('commit')
    } catch (error) {
      this.#abandon(batch, error)
      return
    }
    this.#watch?.noteCommit(batch.length, performance.now() - startMs)
    for (const settle of settlements) settle()
  }

  #tellWaiting(): void {
    if (this.#watch) this.#watch.writesWaiting = this.#waiting.length
  }

  async #runJob(job: Job): Promise<() => void> {
    this.#writer.run('savepoint job')
    const transaction = new StoreTransaction(this.#writer)
    try {
      const settle = await job.run(transaction)
      this.#writer.run('release job')
      return settle
    } catch (error) {
      if (isStoreUnavailable(error) || !this.#writer.inTransaction) throw error
      this.#writer.run('rollback to job')
      this.#writer.run('release job')
      return () => job.reject(error)
    } finally {
      transaction.end()
    }
  }

  /** Rejects a batch that was not committed; after a failure that leaves the disk in doubt, everything that follows too. */
  #abandon(batch: Job[], error: unknown): void {
    const refusal = isStoreUnavailable(error) ? error : storeUnavailable(error)
    const isInDoubt = isLastingFailure(refusal) || !this.#rollBack()
    if (isInDoubt) this.#refusal = refusal
    const refused = isInDoubt ? batch.concat(this.#waiting.splice(0)) : batch
    this.#tellWaiting()
    for (const job of refused) job.reject(refusal)
  }

  #rollBack(): boolean {
    try {
      if (this.#writer.inTransaction) this.#writer.run('rollback')
      return true
    } catch {
      return false
    }
  }
}
