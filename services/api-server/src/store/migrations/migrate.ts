/** Brings a database's tables up to date, in one transaction. */
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from '../schema.ts'
import { firstTables } from './0001-first-tables.ts'
import { deletedOrganizations } from './0002-deleted-organizations.ts'
import { votesAndLog } from './0003-votes-and-log.ts'
import { features } from './0004-features.ts'
import { userTags } from './0005-user-tags.ts'
import { sessions } from './0006-sessions.ts'
import type { ColumnTypes } from './column-types.ts'

/**
 * All migrations by name; their order is that of the names.
 * @param types the database's own column types
 */
export function makeMigrations(types: ColumnTypes): Record<string, Migration> {
  return {
    '0001-first-tables': firstTables(types),
    '0002-deleted-organizations': deletedOrganizations(types),
    '0003-votes-and-log': votesAndLog(types),
    '0004-features': features(types),
    '0005-user-tags': userTags(types),
    '0006-sessions': sessions(types),
  }
}

/**
 * Runs every migration that this database has not seen; running it again changes nothing.
 * @param db connection
 * @param types the database's own column types
 * @throws Error when a migration fails, or when the database has seen one that this version does not know
 */
export async function migrate(db: Kysely<Database>, types: ColumnTypes): Promise<void> {
  const provider = { getMigrations: async () => makeMigrations(types) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error === undefined) return
  const reason = error instanceof Error ? error.message : String(error)
  throw new Error(`the database could not be brought up to date: ${reason}`, { cause: error })
}
