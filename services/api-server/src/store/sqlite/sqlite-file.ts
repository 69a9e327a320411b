/** A database file looked at without being its one writer: beside a running server, or as a copy that must stay as it is. */
import { DatabaseSync } from 'node:sqlite'
import { Migrator } from 'kysely/migration'
import { sqliteColumnTypes } from '../migrations/column-types.ts'
import { makeMigrations } from '../migrations/migrate.ts'
import { StoreReads } from '../store-reads.ts'
import { checkWholly } from './check-integrity.ts'
import { SqliteConnection } from './connection.ts'
import { toKysely } from './dialect.ts'
import { applyReaderSettings } from './settings.ts'

/** Migration by name, and whether a database has it. */
export interface MigrationState {
  name: string
  state: 'applied' | 'pending' | 'unknown'
}

async function withDatabase<Result>(
  file: string,
  work: (database: DatabaseSync) => Result | Promise<Result>,
): Promise<Result> {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    applyReaderSettings(database)
    return await work(database)
  } finally {
    database.close()
  }
}

/**
 * Writes all that is committed at this moment to another file, in one read that neither waits for the writer nor holds it up. Pages of
 * deleted rows are left out.
 * @param from path of the database
 * @param to path of the copy: absent, or empty
 */
export function copyDatabase(from: string, to: string): Promise<void> {
  return withDatabase(from, (database) => {
    database.prepare('vacuum into ?').run(to)
  })
}

/**
 * Checks structure, indexes and references of a database, and lets its records be read.
 * @param file path of the database
 * @param work what to do with its records
 * @throws Error naming the first damage
 */
export function readChecked<Result>(file: string, work: (reads: StoreReads) => Promise<Result>): Promise<Result> {
  return withDatabase(file, (database) => {
    checkWholly(database)
    return work(new StoreReads(new SqliteConnection(database)))
  })
}

/**
 * Migrations that this version knows or the database has seen, in order of their names.
 * @param file path of the database
 */
export function listMigrations(file: string): Promise<MigrationState[]> {
  return withDatabase(file, async (database) => {
    const provider = { getMigrations: async () => makeMigrations(sqliteColumnTypes) }
    const known = await new Migrator({ db: toKysely(database), provider }).getMigrations()
    const names = new Set(known.map(({ name }) => name))
    const seen = database.prepare("select name from sqlite_schema where name = 'kysely_migration'").get()
    const rows = seen ? database.prepare('select name from kysely_migration order by name').all() : []
    const unknown = rows.map(({ name }) => String(name)).filter((name) => !names.has(name))
    return [
      ...known.map(({ name, executedAt }) => ({ name, state: executedAt ? 'applied' : 'pending' }) as const),
      ...unknown.map((name) => ({ name, state: 'unknown' }) as const),
    ]
  })
}
