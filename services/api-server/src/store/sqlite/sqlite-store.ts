/** The embedded store: reads on one connection, writes through the queue on another. */
import type { NewActivity, RecordedActivity } from '../activity-rows.ts'
import { noteUses } from '../find-sessions.ts'
import { recordActivity } from '../record-activity.ts'
import type { AuthenticatorsTable } from '../schema.ts'
import type { SessionUse } from '../session-rows.ts'
import type { Effect, Store, Transaction } from '../store.ts'
import { StoreReads } from '../store-reads.ts'
import type { StoreWatch } from '../store-watch.ts'
import { sweepExpired } from '../sweep-expired.ts'
import { uuidToBytes } from '../uuid.ts'
import type { SqliteConnection } from './connection.ts'
import type { FileLock } from './lock-file.ts'
import { WriteQueue } from './write-queue.ts'

/** What an open store holds. */
export interface SqliteParts {
  reader: SqliteConnection
  writer: SqliteConnection
  lock: FileLock
  /** Told of commits. */
  watch: StoreWatch | undefined
}

/** Store over one SQLite file; each method is described by {@link Store}. */
export class SqliteStore extends StoreReads implements Store {
  readonly #parts: SqliteParts
  readonly #queue: WriteQueue
  #closed: Promise<void> | undefined

  /** @param parts connections and lock, which the store closes */
  constructor(parts: SqliteParts) {
    super(parts.reader)
    this.#parts = parts
    this.#queue = new WriteQueue(parts.writer, parts.watch)
  }

  recordActivity(activity: NewActivity, effect: Effect): Promise<RecordedActivity> {
    return this.#queue.enqueue(recordActivity(activity, effect))
  }

  transact<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.#queue.enqueue(work)
  }

  async advanceSignCount(
    organizationId: string,
    credentialId: Uint8Array,
    signCount: number,
    backupState: boolean,
  ): Promise<boolean> {
    const key = [uuidToBytes(organizationId), credentialId] as const
    if (signCount === 0 && this.#isUncounted(key, backupState)) return true
    const values = [signCount, Number(backupState), ...key]
    return this.#queue.enqueue(async (_, writer) => writer.run(writer.dialect.hot.advanceSignCount, ...values) > 0)
  }

  noteUses(uses: readonly SessionUse[]): Promise<void> {
    return this.#queue.enqueue((_, writer) => noteUses(writer, uses))
  }

  sweepExpired(beforeMs: number, limit: number): Promise<number> {
    return this.#queue.enqueue((_, writer) => sweepExpired(writer, beforeMs, limit))
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  /** The reader goes first: the last connection to close empties the write-ahead log, which a read-only one cannot. */
  async #close(): Promise<void> {
    await this.#queue.close()
    this.#parts.reader.close()
    this.#parts.writer.close()
    this.#parts.lock.release()
  }

  /** Synchronised passkeys keep their counter at 0, so that most assertions have nothing to write. */
  #isUncounted(key: readonly [Uint8Array, Uint8Array], backupState: boolean): boolean {
    const { reader } = this.#parts
    const stored = reader.get<AuthenticatorsTable>(reader.dialect.hot.findSignCount, ...key)
    return stored?.sign_count === 0 && stored.backup_state === Number(backupState)
  }
}
