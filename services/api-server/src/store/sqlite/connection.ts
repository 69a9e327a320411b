/** One connection to the database file: statements are prepared once and kept, failures of storage become refusals. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Compilable } from 'kysely'
import type { Step, Steps, StoreDialect, Writer } from '../connection.ts'
import { sqliteDialect } from './dialect.ts'
import { toStoreError } from './store-failure.ts'

type Values = readonly SQLInputValue[]

/** How many statements made by the query builder are kept; their texts vary with filters and lists. */
const builtStatementLimit = 100

/** Connection whose answers are immediate: SQLite runs inside the process. */
export class SqliteConnection implements Writer {
  readonly dialect: StoreDialect = sqliteDialect
  readonly #database: DatabaseSync
  readonly #fixed = new Map<string, StatementSync>()
  readonly #built = new Map<string, StatementSync>()

  /** @param database open database; the connection closes it */
  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** Whether a transaction is open; SQLite ends one by itself when the disk is full or fails. */
  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  /**
   * Runs a fixed statement and returns its first row, undefined when there is none.
   * @param sql constant text; its statement is kept for good
   * @param values parameters in order
   */
  get<Row>(sql: string, ...values: Values): Row | undefined {
    return attempt(() => this.#prepareFixed(sql).get(...values)) as Row | undefined
  }

  /**
   * Runs a fixed statement and returns all its rows.
   * @param sql constant text; its statement is kept for good
   * @param values parameters in order
   */
  all<Row>(sql: string, ...values: Values): Row[] {
    return attempt(() => this.#prepareFixed(sql).all(...values)) as Row[]
  }

  /**
   * Runs a fixed statement and returns how many rows it changed.
   * @param sql constant text; its statement is kept for good
   * @param values parameters in order
   */
  run(sql: string, ...values: Values): number {
    return attempt(() => Number(this.#prepareFixed(sql).run(...values).changes))
  }

  /**
   * Runs a query of the builder and returns all its rows.
   * @param query query, compiled here
   */
  select<Row>(query: Compilable<Row>): Row[] {
    const { sql, parameters } = query.compile()
    return attempt(() => this.#prepareBuilt(sql).all(...(parameters as Values))) as Row[]
  }

  /**
   * Runs a query of the builder and returns how many rows it changed.
   * @param query query, compiled here
   */
  change(query: Compilable): number {
    const { sql, parameters } = query.compile()
    return attempt(() => Number(this.#prepareBuilt(sql).run(...(parameters as Values)).changes))
  }

  /**
   * Makes several reads without a pause between them, so that they see one committed state.
   * @param steps the reads
   */
  snapshot<Result>(steps: Steps<Result>): Result {
    let next = steps.next()
    while (!next.done) next = steps.next(this.#take(next.value))
    return next.value
  }

  /** Closes the database; the last connection to close empties the write-ahead log into it. */
  close(): void {
    this.#database.close()
  }

  #take(step: Step): unknown[] {
    const rows = step(this)
    if (rows instanceof Promise)
      throw new TypeError('a step of a snapshot must be a read of the connection it is given')
    return rows
  }

  #prepareFixed(sql: string): StatementSync {
    const kept = this.#fixed.get(sql)
    if (kept !== undefined) return kept
    const statement = this.#database.prepare(sql)
    this.#fixed.set(sql, statement)
    return statement
  }

  #prepareBuilt(sql: string): StatementSync {
    const statement = this.#built.get(sql) ?? this.#database.prepare(sql)
    this.#built.delete(sql)
    this.#built.set(sql, statement)
    const [oldest] = this.#built.keys()
    if (this.#built.size > builtStatementLimit && oldest !== undefined) this.#built.delete(oldest)
    return statement
  }
}

function attempt<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw toStoreError(error)
  }
}
