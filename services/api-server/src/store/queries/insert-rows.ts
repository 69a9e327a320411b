/** Queries that insert and change what is not on the path of every request. */
import type { Compilable, Kysely } from 'kysely'
import type { AuthenticatorRow, ReadOnlySessionRow } from '../credential-rows.ts'
import type { OrganizationRow, UserRow } from '../organization-rows.ts'
import type { Database } from '../schema.ts'
import { toReadOnlySessionRecord } from '../session-records.ts'
import { toAuthenticatorRecord, toOrganizationRecord, toUserRecord } from '../to-records.ts'

/**
 * Builds the query that adds an organization.
 * @param db builder of the database's dialect
 * @param row organization to add
 */
export function insertOrganization(db: Kysely<Database>, row: OrganizationRow): Compilable {
  return db.insertInto('organizations').values(toOrganizationRecord(row))
}

/**
 * Builds the query that adds a user; the parent is copied from the user's organization.
 * @param db builder of the database's dialect
 * @param row user to add
 */
export function insertUser(db: Kysely<Database>, row: UserRow): Compilable {
  const record = toUserRecord(row)
  const parent = db
    .selectFrom('organizations')
    .select('parent_organization_id')
    .where('organization_id', '=', record.organization_id)
  return db.insertInto('users').values({ ...record, parent_organization_id: parent })
}

/**
 * Builds the query that changes a user's name and contacts.
 * @param db builder of the database's dialect
 * @param row user as it is to be
 */
export function updateUser(db: Kysely<Database>, row: UserRow): Compilable {
  const { organization_id, user_id, user_name, email, phone_number, updated_at_ms } = toUserRecord(row)
  return db
    .updateTable('users')
    .set({ user_name, email, phone_number, updated_at_ms })
    .where('organization_id', '=', organization_id)
    .where('user_id', '=', user_id)
}

/**
 * Builds the query that adds a passkey, or changes no row when the organization has its credential id already.
 * @param db builder of the database's dialect
 * @param row passkey to add
 */
export function insertAuthenticator(db: Kysely<Database>, row: AuthenticatorRow): Compilable {
  return db
    .insertInto('authenticators')
    .values(toAuthenticatorRecord(row))
    .onConflict((conflict) => conflict.columns(['organization_id', 'credential_id']).doNothing())
}

/**
 * Builds the query that adds a read-only session.
 * @param db builder of the database's dialect
 * @param row session to add
 */
export function insertReadOnlySession(db: Kysely<Database>, row: ReadOnlySessionRow): Compilable {
  return db.insertInto('read_only_sessions').values(toReadOnlySessionRecord(row))
}
