/** Fourth migration: features that organizations set about themselves. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Database } from '../schema.ts'
import type { ColumnTypes } from './column-types.ts'
import { createTable, type TableDefinition } from './create-table.ts'

const organizationFeatures: TableDefinition = {
  name: 'organization_features',
  columns: { organization_id: 'bytes', feature_name: 'text', feature_value: 'text?' },
  primaryKey: ['organization_id', 'feature_name'],
  references: { columns: ['organization_id'], table: 'organizations' },
  indexes: [],
}

/**
 * Makes the fourth migration; it cannot be undone.
 * @param types the database's own column types
 */
export function features(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<Database>): Promise<void> {
      await createTable(db, types, organizationFeatures)
    },
  }
}
