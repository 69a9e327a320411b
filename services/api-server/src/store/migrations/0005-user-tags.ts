/** Fifth migration: tags, and which users have them. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Database } from '../schema.ts'
import type { ColumnTypes } from './column-types.ts'
import { createTable, type TableDefinition } from './create-table.ts'

const tags: TableDefinition = {
  name: 'user_tags',
  columns: {
    organization_id: 'bytes',
    tag_id: 'bytes',
    tag_name: 'text',
    created_at_ms: 'integer',
    updated_at_ms: 'integer',
  },
  primaryKey: ['organization_id', 'tag_id'],
  unique: ['organization_id', 'tag_name'],
  references: { columns: ['organization_id'], table: 'organizations' },
  indexes: [],
}

// In order of users, since every look at a user asks for their tags.
const members: TableDefinition = {
  name: 'user_tag_members',
  columns: { organization_id: 'bytes', user_id: 'bytes', tag_id: 'bytes' },
  primaryKey: ['organization_id', 'user_id', 'tag_id'],
  references: [
    { columns: ['organization_id', 'user_id'], table: 'users' },
    { columns: ['organization_id', 'tag_id'], table: 'user_tags' },
  ],
  indexes: [{ columns: ['organization_id', 'tag_id'] }],
}

/**
 * Makes the fifth migration; it cannot be undone.
 * @param types the database's own column types
 */
export function userTags(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<Database>): Promise<void> {
      for (const table of [tags, members]) await createTable(db, types, table)
    },
  }
}
