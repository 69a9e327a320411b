/** Sixth migration: what sessions are known by, session profiles, and how long sessions of an organization can be renewed. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Database } from '../schema.ts'
import type { ColumnTypes } from './column-types.ts'
import { createTable, type TableDefinition } from './create-table.ts'

/** How long every read-only session lived until then, in milliseconds. */
const readOnlySessionMs = 3_600_000

const sessionProfiles: TableDefinition = {
  name: 'session_profiles',
  columns: {
    organization_id: 'bytes',
    session_profile_id: 'bytes',
    session_profile_name: 'text',
    scope: 'text',
    expiration_seconds: 'integer?',
    notes: 'text?',
    created_at_ms: 'integer',
  },
  primaryKey: ['organization_id', 'session_profile_id'],
  unique: ['organization_id', 'session_profile_name'],
  references: { columns: ['organization_id'], table: 'organizations' },
  indexes: [],
}

type Column = readonly [name: string, type: 'integer' | 'bytes' | 'text']

const originColumns: readonly Column[] = [
  ['opener_kind', 'integer'],
  ['opener_id', 'bytes'],
  ['root_passkey_id', 'bytes'],
]
const useColumns: readonly Column[] = [
  ['last_used_at_ms', 'integer'],
  ['user_agent', 'text'],
]
const apiKeyColumns: readonly Column[] = [
  ...originColumns,
  ['touched_at_ms', 'integer'],
  ['renewable_until_ms', 'integer'],
  ['session_profile_id', 'bytes'],
  ...useColumns,
]
const readOnlySessionColumns: readonly Column[] = [
  ['session_id', 'bytes'],
  ['created_at_ms', 'integer'],
  ...originColumns,
  ...useColumns,
]

/** One column a statement: SQLite knows no other way. */
async function addColumns(
  db: Kysely<Database>,
  types: ColumnTypes,
  table: keyof Database,
  columns: readonly Column[],
): Promise<void> {
  for (const [name, type] of columns) {
    await db.schema
      .alterTable(table)
      .addColumn(name, type === 'text' ? 'text' : types[type])
      .execute()
  }
}

/**
 * Makes the sixth migration; it cannot be undone. Read-only sessions that are open get an id and an approximate beginning; what opened
 * them, and earlier session keys, stays unknown.
 * @param types the database's own column types
 */
export function sessions(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<Database>): Promise<void> {
      await addColumns(db, types, 'organizations', [['session_renewal_seconds', 'integer']])
      await addColumns(db, types, 'api_keys', apiKeyColumns)
      await addColumns(db, types, 'read_only_sessions', readOnlySessionColumns)
      await sql`update read_only_sessions
        set session_id = substr(token_hash, 1, 16), created_at_ms = expires_at_ms - ${readOnlySessionMs}`.execute(db)
      await createTable(db, types, sessionProfiles)
    },
  }
}
