/** Kysely over `node:sqlite`: one dialect to run migrations, one to build queries only. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import {
  type Dialect,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { StoreDialect } from '../connection.ts'
import { makeHotStatements } from '../queries/hot-statements.ts'
import type { Database } from '../schema.ts'

/** SQLite can roll back changes to the schema, so a migration is one transaction. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Kysely without a database: it builds queries, which a connection compiles and runs. */
const queryBuilder: Kysely<Database> = new Kysely<Database>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** How SQLite wants its statements. The write queue holds its one write lock while a transaction lives, so locking a row is reading it. */
export const sqliteDialect: StoreDialect = {
  hot: makeHotStatements({
    hex: (column) => `hex(${column})`,
    lock: '',
    skipLocked: '',
    lockStart: 'select 1',
    parameter: (position) => `?${position}`,
  }),
  queryBuilder,
  canSkipLocked: false,
}

/**
 * Makes a Kysely that runs on an open database; it must not be destroyed, since that would close the database.
 * @param database open database
 */
export function toKysely(database: DatabaseSync): Kysely<Database> {
  const sqlite = new SqliteDialect({
    database: { close: () => database.close(), prepare: (sql) => toKyselyStatement(database, sql) },
  })
  const dialect: Dialect = {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => sqlite.createDriver(),
    createIntrospector: (db) => sqlite.createIntrospector(db),
    createQueryCompiler: () => sqlite.createQueryCompiler(),
  }
  return new Kysely<Database>({ dialect })
}

type KyselyDatabase = Exclude<ConstructorParameters<typeof SqliteDialect>[0]['database'], (...args: never) => unknown>

function toKyselyStatement(database: DatabaseSync, sql: string): ReturnType<KyselyDatabase['prepare']> {
  const statement = database.prepare(sql)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as readonly SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as readonly SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as readonly SQLInputValue[])),
  }
}
