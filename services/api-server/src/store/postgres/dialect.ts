/** Kysely over `pg`: one dialect to run migrations, one to build queries only. */
import {
  type DatabaseConnection,
  type Driver,
  DummyDriver,
  Kysely,
  PostgresAdapter,
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
  queryBuilder: makeKysely(() => new DummyDriver()),
  canSkipLocked: true,
}

/** Runs everything on one connection. */
class ClientDriver extends DummyDriver {
  readonly #client: ClientBase

  constructor(client: ClientBase) {
    super()
    this.#client = client
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const executeQuery: DatabaseConnection['executeQuery'] = async ({ sql, parameters }) => ({
      rows: (await this.#client.query(sql, [...parameters])).rows,
    })
    return {
      executeQuery,
      async *streamQuery(query) {
        yield await executeQuery(query)
      },
    }
  }

  override async beginTransaction(): Promise<void> {
    await this.#client.query('begin')
  }

  override async commitTransaction(): Promise<void> {
    await this.#client.query('commit')
  }

  override async rollbackTransaction(): Promise<void> {
    await this.#client.query('rollback')
  }
}

/**
 * Makes a Kysely that runs on one open connection.
 * @param client open connection, which stays open
 */
export function toKysely(client: ClientBase): Kysely<Database> {
  return makeKysely(() => new ClientDriver(client))
}

function makeKysely(createDriver: () => Driver): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}
