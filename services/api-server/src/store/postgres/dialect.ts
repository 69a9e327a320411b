/** Kysely over `pg`: one dialect to run migrations, one to build queries only. */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { ClientBase } from 'pg'
import type { StoreDialect } from '../connection.ts'
import { makeHotStatements } from '../queries/hot-statements.ts'
import type { Database } from '../schema.ts'

/** Key of the advisory lock under which a first organization is made; any number that nothing else uses. */
const startLockKey = 7_311_204_903

/**
 * How PostgreSQL wants its statements. Rows are locked `for no key update`, so that a row which refers to a locked one can still be
 * added: `for update` would make every such pair of transactions a possible deadlock.
 */
export const postgresDialect: StoreDialect = {
  hot: makeHotStatements({
    hex: (column) => `encode(${column}, 'hex')`,
    lock: 'for no key update',
    skipLocked: 'for no key update skip locked',
    lockStart: `select pg_advisory_xact_lock(${startLockKey})`,
    parameter: (position) => `$${position}`,
  }),
  queryBuilder: new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
  canSkipLocked: true,
}

/**
 * Makes a Kysely that runs on one open connection.
 * @param client open connection, which stays open
 */
export function toKysely(client: ClientBase): Kysely<Database> {
  const connection = {
    query: (sql: string, parameters: readonly unknown[]) => client.query(sql, [...parameters]),
    release: () => undefined,
  }
  const pool = { connect: async () => connection, end: async () => undefined, options: {} }
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: pool as unknown as KyselyPool }) })
}

type KyselyPool = Exclude<ConstructorParameters<typeof PostgresDialect>[0]['pool'], (...args: never) => unknown>
