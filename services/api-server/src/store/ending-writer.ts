/** What a transaction writes with, until it ends. */
import type { Compilable, Kysely } from 'kysely'
import type { Writer } from './connection.ts'
import type { HotStatements } from './queries/hot-statements.ts'
import type { Database } from './schema.ts'

/** Connection of a transaction, which nobody can use any more once the transaction has ended. */
export class EndingWriter {
  readonly #writer: Writer
  #ended = false

  /** @param writer connection, in a transaction */
  constructor(writer: Writer) {
    this.#writer = writer
  }

  /** Makes every later call fail, so that an effect cannot write after it has been decided. */
  end(): void {
    this.#ended = true
  }

  /** Outside a transaction a write would be committed by itself, so neither a decided transaction nor a lost one may go on. */
  protected get open(): Writer {
    if (this.#ended || !this.#writer.inTransaction)
      throw new Error('the transaction is over: nothing more can be done in it')
    return this.#writer
  }

  /**
   * Runs queries one after the other; answers how many rows they changed.
   * @param queries what to run
   */
  protected async changeAll(queries: readonly Compilable[]): Promise<number> {
    let changed = 0
    for (const query of queries) changed += await this.open.change(query)
    return changed
  }

  /** Fixed statements of the database. */
  protected get hot(): HotStatements {
    return this.#writer.dialect.hot
  }

  /** Builder of all other queries. */
  protected get queryBuilder(): Kysely<Database> {
    return this.#writer.dialect.queryBuilder
  }
}
