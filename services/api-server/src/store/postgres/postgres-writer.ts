/** Reads and writes of one transaction, and its beginning and end. */
import type { Compilable } from 'kysely'
import type { Writer } from '../connection.ts'
import type { StoreValue } from '../schema.ts'
import { query } from './connections.ts'
import { ClientReader } from './postgres-reader.ts'

/** Writer on one connection, which is its alone while the transaction lives. */
export class PostgresWriter extends ClientReader implements Writer {
  /** In a transaction after an error, PostgreSQL still takes `rollback to`; on a lost connection it takes nothing. */
  get inTransaction(): boolean {
    return ['T', 'E'].includes(this.client.getTransactionStatus() ?? '')
  }

  async run(sql: string, ...values: readonly StoreValue[]): Promise<number> {
    return (await query(this.client, sql, values)).rowCount ?? 0
  }

  async change(built: Compilable): Promise<number> {
    const { sql, parameters } = built.compile()
    return (await query(this.client, sql, parameters)).rowCount ?? 0
  }

  /** The level is named, since a database may have another default. */
  async begin(): Promise<void> {
    await query(this.client, 'begin isolation level read committed', [])
  }

  /**
   * Commits.
   * @throws Error when the transaction had failed before: PostgreSQL rolls it back then, and calls that no error
   */
  async commit(): Promise<void> {
    const { command } = await query(this.client, 'commit', [])
    if (command !== 'COMMIT') throw new Error('a statement of the transaction failed, and nothing of it was committed')
  }

  /** Rolls back; a connection on which that fails is closed by whoever lent it. */
  async rollBack(): Promise<void> {
    await query(this.client, 'rollback', []).catch(() => undefined)
  }
}
