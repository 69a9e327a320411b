/**
 * What a store's database must offer, so that reads and transactions are written once for all of them. SQLite answers at once,
 * PostgreSQL later; awaiting an answer that is there costs next to nothing.
 */
import type { Compilable, Kysely } from 'kysely'
import type { HotStatements } from './queries/hot-statements.ts'
import type { Database, StoreValue } from './schema.ts'

/** Answer that is there, or will be. */
export type Awaitable<Value> = Value | Promise<Value>

/** How a database wants its statements. */
export interface StoreDialect {
  /** Fixed statements, each prepared once on a connection. */
  hot: HotStatements
  /** Builder of all other queries. */
  queryBuilder: Kysely<Database>
  /** Whether rows that another transaction has locked can be passed over. */
  canSkipLocked: boolean
}

/** Reads, each of committed state unless it is made inside a transaction. */
export interface Reader {
  readonly dialect: StoreDialect
  /**
   * Runs a fixed statement and answers its first row, undefined when there is none.
   * @param sql constant text; its statement is kept for good
   * @param values parameters in order
   */
  get<Row>(sql: string, ...values: readonly StoreValue[]): Awaitable<Row | undefined>
  /**
   * Runs a fixed statement and answers all its rows.
   * @param sql constant text; its statement is kept for good
   * @param values parameters in order
   */
  all<Row>(sql: string, ...values: readonly StoreValue[]): Awaitable<Row[]>
  /**
   * Runs a query of the builder and answers all its rows.
   * @param query query, compiled here
   */
  select<Row>(query: Compilable<Row>): Awaitable<Row[]>
  /**
   * Makes several reads that all see one committed state.
   * @param steps the reads, one after the other
   */
  snapshot<Result>(steps: Steps<Result>): Awaitable<Result>
}

/** Reads and writes of one transaction. */
export interface Writer extends Omit<Reader, 'snapshot'> {
  /** Whether the transaction is open: storage that fails ends it. */
  readonly inTransaction: boolean
  /**
   * Runs a fixed statement and answers how many rows it changed.
   * @param sql constant text; its statement is kept for good
   * @param values parameters in order
   */
  run(sql: string, ...values: readonly StoreValue[]): Awaitable<number>
  /**
   * Runs a query of the builder and answers how many rows it changed.
   * @param query query, compiled here
   */
  change(query: Compilable): Awaitable<number>
}

/** One read of a snapshot. */
export type Step = (reader: Omit<Reader, 'snapshot'>) => Awaitable<unknown[]>

/** Reads that belong together: each step yields a read and goes on with its rows, so that every database runs them in its own way. */
export type Steps<Result> = Generator<Step, Result, unknown[]>

/**
 * Step that runs a fixed statement.
 * @param pick which statement
 * @param values parameters in order
 */
export function* readAll<Row>(
  pick: (hot: HotStatements) => string,
  ...values: readonly StoreValue[]
): Generator<Step, Row[], unknown[]> {
  return (yield (reader) => reader.all(pick(reader.dialect.hot), ...values)) as Row[]
}

/**
 * Step that runs a query of the builder.
 * @param build makes the query
 */
export function* readBuilt<Row>(
  build: (queryBuilder: Kysely<Database>) => Compilable<Row>,
): Generator<Step, Row[], unknown[]> {
  return (yield (reader) => reader.select(build(reader.dialect.queryBuilder))) as Row[]
}
