/** Second migration: organizations can be deleted. Their rows stay, since recorded activities refer to them. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Database } from '../schema.ts'
import type { ColumnTypes } from './column-types.ts'

/**
 * Makes the second migration; it cannot be undone.
 * @param types the database's own column types
 */
export function deletedOrganizations(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<Database>): Promise<void> {
      await db.schema.alterTable('organizations').addColumn('deleted_at_ms', types.integer).execute()
    },
  }
}
