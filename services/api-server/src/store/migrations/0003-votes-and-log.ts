/** Third migration: activities that wait for the root quorum, the votes about them, and the hash-chained log of it all. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Database } from '../schema.ts'
import type { ColumnTypes } from './column-types.ts'
import { createTable, type TableDefinition } from './create-table.ts'

const ofActivity = { columns: ['organization_id', 'activity_id'], table: 'activities' } as const

// No reference to the user: a vote outlives who cast it.
const votes: TableDefinition = {
  name: 'votes',
  columns: {
    organization_id: 'bytes',
    activity_id: 'bytes',
    vote_id: 'bytes',
    fingerprint: 'bytes',
    user_id: 'bytes',
    selection: 'text',
    body: 'bytes',
    stamp_scheme: 'text',
    stamp_public_key_hex: 'text',
    stamp_header: 'text',
    created_at_ms: 'integer',
  },
  primaryKey: ['organization_id', 'activity_id', 'vote_id'],
  unique: ['organization_id', 'fingerprint', 'user_id'],
  references: ofActivity,
  indexes: [],
  isHeap: true,
}

const logEntries: TableDefinition = {
  name: 'log_entries',
  columns: {
    organization_id: 'bytes',
    position: 'integer',
    kind: 'integer',
    activity_id: 'bytes',
    vote_id: 'bytes?',
    hash: 'bytes',
  },
  primaryKey: ['organization_id', 'position'],
  references: ofActivity,
  indexes: [],
}

/**
 * Makes the third migration; it cannot be undone.
 * @param types the database's own column types
 */
export function votesAndLog(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<Database>): Promise<void> {
      await db.schema.alterTable('activities').addColumn('failure', 'text').execute()
      await db.schema.alterTable('activities').addColumn('decided_at_ms', types.integer).execute()
      await createTable(db, types, votes)
      await createTable(db, types, logEntries)
    },
  }
}
