/** The store over PostgreSQL: look-ups on shared connections, transactions on a pool. */
import type { NewActivity, RecordedActivity } from '../activity-rows.ts'
import { noteUses } from '../find-sessions.ts'
import { recordActivity } from '../record-activity.ts'
import type { SessionUse } from '../session-rows.ts'
import type { Effect, Store, Transaction } from '../store.ts'
import { StoreReads } from '../store-reads.ts'
import { sweepExpired } from '../sweep-expired.ts'
import { uuidToBytes } from '../uuid.ts'
import type { Connections } from './connections.ts'
import { PostgresReader } from './postgres-reader.ts'
import { Transactions } from './transactions.ts'

/** Store over one database, which other processes may use too; each method is described by {@link Store}. */
export class PostgresStore extends StoreReads implements Store {
  readonly #connections: Connections
  readonly #transactions: Transactions
  #closed: Promise<void> | undefined

  /** @param connections connections, which the store closes */
  constructor(connections: Connections) {
    super(new PostgresReader(connections))
    this.#connections = connections
    this.#transactions = new Transactions(connections)
  }

  recordActivity(activity: NewActivity, effect: Effect): Promise<RecordedActivity> {
    const record = recordActivity(activity, effect)
    return this.#transactions.run(async (transaction, writer) => {
      // Before anything else: all that is recorded in an organization stands in one line, in which nobody waits for somebody further
      // back. Its log makes a line of them anyway, since every entry is chained to the one before.
      await transaction.lockOrganization(activity.organizationId)
      return record(transaction, writer)
    })
  }

  transact<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.#transactions.run(work)
  }

  advanceSignCount(
    organizationId: string,
    credentialId: Uint8Array,
    signCount: number,
    backupState: boolean,
  ): Promise<boolean> {
    const values = [signCount, Number(backupState), uuidToBytes(organizationId), credentialId]
    return this.#transactions.run(
      async (_, writer) => (await writer.run(writer.dialect.hot.advanceSignCount, ...values)) > 0,
    )
  }

  noteUses(uses: readonly SessionUse[]): Promise<void> {
    return this.#transactions.run((_, writer) => noteUses(writer, uses))
  }

  sweepExpired(beforeMs: number, limit: number): Promise<number> {
    return this.#transactions.run((_, writer) => sweepExpired(writer, beforeMs, limit))
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    await this.#transactions.close()
    await this.#connections.end()
  }
}
