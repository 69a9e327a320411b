/** Runs transactions, at READ COMMITTED, again from the start when another one was in the way. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Work } from '../record-activity.ts'
import { storeUnavailable } from '../store-failure.ts'
import { StoreTransaction } from '../store-transaction.ts'
import type { Connections } from './connections.ts'
import { PostgresWriter } from './postgres-writer.ts'
import { isConflict } from './store-failure.ts'

const tries = 5
/** Longest pause before the second try; each further one may be twice as long. */
const firstPauseMs = 10

/** Transactions of one store. */
export class Transactions {
  readonly #connections: Connections
  readonly #running = new Set<Promise<unknown>>()
  #isClosed = false

  /** @param connections connections of the store */
  constructor(connections: Connections) {
    this.#connections = connections
  }

  /**
   * Carries out work in a transaction; settles only when it is committed, or when it is certain that it will not be acknowledged.
   * @param work what to do; it may run several times, and only its last run leaves anything behind
   * @throws the work's own error; Refusal STORE_UNAVAILABLE when nothing was committed, or when the connection was lost so late that
   * nobody can tell
   */
  run<Result>(work: Work<Result>): Promise<Result> {
    if (this.#isClosed) return Promise.reject(storeUnavailable(new Error('the store is closed')))
    const running = this.#runUntilDone(work)
    this.#running.add(running)
    const forget = (): void => {
      this.#running.delete(running)
    }
    running.then(forget, forget)
    return running
  }

  /** Refuses whatever comes later, and waits for the transactions under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.allSettled(this.#running)
  }

  async #runUntilDone<Result>(work: Work<Result>): Promise<Result> {
    for (let attempt = 1; attempt < tries; attempt += 1) {
      try {
        return await this.#runOnce(work)
      } catch (error) {
        if (!isConflict(error)) throw error
      }
      await pause(Math.random() * firstPauseMs * 2 ** (attempt - 1))
    }
    return this.#runOnce(work).catch((error: unknown) => {
      throw isConflict(error) ? storeUnavailable(error) : error
    })
  }

  #runOnce<Result>(work: Work<Result>): Promise<Result> {
    return this.#connections.lend(async (client) => {
      const writer = new PostgresWriter(client)
      const transaction = new StoreTransaction(writer)
      try {
        await writer.begin()
        const result = await work(transaction, writer)
        transaction.end()
        await writer.commit()
        return result
      } catch (error) {
        await writer.rollBack()
        throw error
      } finally {
        transaction.end()
      }
    })
  }
}
