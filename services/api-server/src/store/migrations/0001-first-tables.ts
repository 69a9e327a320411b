/** First migration: organizations, users, their credentials, and activities. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Database } from '../schema.ts'
import type { ColumnTypes } from './column-types.ts'
import { createTable, type TableDefinition } from './create-table.ts'

const ofUser = { columns: ['organization_id', 'user_id'], table: 'users' } as const
const ofOrganization = { columns: ['organization_id'], table: 'organizations' } as const

const organizations: TableDefinition = {
  name: 'organizations',
  columns: {
    organization_id: 'bytes',
    parent_organization_id: 'bytes?',
    organization_name: 'text',
    root_quorum_threshold: 'integer',
    created_at_ms: 'integer',
  },
  primaryKey: ['organization_id'],
  indexes: [
    { columns: ['parent_organization_id', 'organization_id'] },
    { columns: ['parent_organization_id', 'organization_name'], whereNotNull: 'parent_organization_id' },
  ],
}

const users: TableDefinition = {
  name: 'users',
  columns: {
    organization_id: 'bytes',
    user_id: 'bytes',
    parent_organization_id: 'bytes?',
    user_name: 'text',
    email: 'text?',
    phone_number: 'text?',
    is_root: 'integer',
    created_at_ms: 'integer',
    updated_at_ms: 'integer',
  },
  primaryKey: ['organization_id', 'user_id'],
  references: ofOrganization,
  indexes: [
    { columns: ['parent_organization_id', 'user_name'], whereNotNull: 'parent_organization_id' },
    { columns: ['parent_organization_id', 'email'], whereNotNull: 'email' },
    { columns: ['parent_organization_id', 'phone_number'], whereNotNull: 'phone_number' },
  ],
}

const apiKeys: TableDefinition = {
  name: 'api_keys',
  columns: {
    organization_id: 'bytes',
    public_key: 'bytes',
    parent_organization_id: 'bytes?',
    api_key_id: 'bytes',
    user_id: 'bytes',
    api_key_name: 'text',
    credential_type: 'text',
    expiration_seconds: 'integer?',
    expires_at_ms: 'integer?',
    created_at_ms: 'integer',
  },
  primaryKey: ['organization_id', 'public_key'],
  references: ofUser,
  indexes: [
    { columns: ['organization_id', 'user_id', 'api_key_id'] },
    { columns: ['parent_organization_id', 'public_key'], whereNotNull: 'parent_organization_id' },
    // For the sweep, which is the one statement that spans tenants.
    { columns: ['expires_at_ms'], whereNotNull: 'expires_at_ms' },
  ],
  isHeap: true,
}

const authenticators: TableDefinition = {
  name: 'authenticators',
  columns: {
    organization_id: 'bytes',
    credential_id: 'bytes',
    parent_organization_id: 'bytes?',
    authenticator_id: 'bytes',
    user_id: 'bytes',
    authenticator_name: 'text',
    public_key_cose: 'bytes',
    algorithm: 'integer',
    rp_id: 'text',
    sign_count: 'integer',
    backup_eligible: 'integer',
    backup_state: 'integer',
    aaguid: 'bytes',
    attestation_type: 'text',
    transports: 'text',
    created_at_ms: 'integer',
  },
  primaryKey: ['organization_id', 'credential_id'],
  unique: ['organization_id', 'authenticator_id'],
  references: ofUser,
  indexes: [
    { columns: ['organization_id', 'user_id'] },
    { columns: ['parent_organization_id', 'credential_id'], whereNotNull: 'parent_organization_id' },
  ],
}

const readOnlySessions: TableDefinition = {
  name: 'read_only_sessions',
  columns: { organization_id: 'bytes', token_hash: 'bytes', user_id: 'bytes', expires_at_ms: 'integer' },
  primaryKey: ['organization_id', 'token_hash'],
  references: ofUser,
  indexes: [{ columns: ['organization_id', 'user_id'] }, { columns: ['expires_at_ms'] }],
}

// No reference to the user: an activity outlives who proposed it.
const activities: TableDefinition = {
  name: 'activities',
  columns: {
    organization_id: 'bytes',
    activity_id: 'bytes',
    fingerprint: 'bytes',
    type: 'text',
    status: 'text',
    user_id: 'bytes',
    body: 'bytes',
    stamp_scheme: 'text',
    stamp_public_key_hex: 'text',
    stamp_header: 'text',
    result: 'text',
    created_at_ms: 'integer',
  },
  primaryKey: ['organization_id', 'activity_id'],
  unique: ['organization_id', 'fingerprint'],
  references: ofOrganization,
  indexes: [],
  isHeap: true,
}

/**
 * Makes the first migration; it cannot be undone.
 * @param types the database's own column types
 */
export function firstTables(types: ColumnTypes): Migration {
  const tables = [organizations, users, apiKeys, authenticators, readOnlySessions, activities]
  return {
    async up(db: Kysely<Database>): Promise<void> {
      for (const table of tables) await createTable(db, types, table)
    },
  }
}
