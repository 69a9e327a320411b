/** Queries about sessions and their profiles that are not on the path of every request. */
import type { Compilable, Kysely } from 'kysely'
import type { Database, ReadOnlySessionsTable, SessionProfilesTable } from '../schema.ts'
import { openerNumbers, toSessionProfileRecord } from '../session-records.ts'
import type { SessionProfileRow } from '../session-rows.ts'
import { uuidToBytes } from '../uuid.ts'
import type { CountRecord } from './count-users.ts'

/**
 * Builds the query that lists the read-only sessions of a user, oldest first.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param userId lower-case UUID
 */
export function selectReadOnlySessions(
  db: Kysely<Database>,
  organizationId: string,
  userId: string,
): Compilable<ReadOnlySessionsTable> {
  return db
    .selectFrom('read_only_sessions')
    .selectAll()
    .where('organization_id', '=', uuidToBytes(organizationId))
    .where('user_id', '=', uuidToBytes(userId))
    .orderBy('created_at_ms')
    .orderBy('session_id')
}

/**
 * Builds the query that lists an organization's session profiles, oldest first.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 */
export function selectSessionProfiles(db: Kysely<Database>, organizationId: string): Compilable<SessionProfilesTable> {
  return db
    .selectFrom('session_profiles')
    .selectAll()
    .where('organization_id', '=', uuidToBytes(organizationId))
    .orderBy('session_profile_id')
}

/**
 * Builds the query that counts an organization's session profiles.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 */
export function countSessionProfiles(db: Kysely<Database>, organizationId: string): Compilable<CountRecord> {
  return db
    .selectFrom('session_profiles')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', uuidToBytes(organizationId))
}

/**
 * Builds the query that adds a session profile, or changes no row when the organization has its name already.
 * @param db builder of the database's dialect
 * @param row profile to add
 */
export function insertSessionProfile(db: Kysely<Database>, row: SessionProfileRow): Compilable {
  return db
    .insertInto('session_profiles')
    .values(toSessionProfileRecord(row))
    .onConflict((conflict) => conflict.columns(['organization_id', 'session_profile_name']).doNothing())
}

/**
 * Builds the query that sets how long sessions of an organization can be renewed.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param renewalSeconds seconds from the touch that opened a session
 */
export function updateSessionRenewal(db: Kysely<Database>, organizationId: string, renewalSeconds: number): Compilable {
  return db
    .updateTable('organizations')
    .set({ session_renewal_seconds: renewalSeconds })
    .where('organization_id', '=', uuidToBytes(organizationId))
}

/**
 * Builds the queries that end the living sessions that passkeys of an organization opened, by themselves or through other sessions.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param authenticatorIds lower-case UUIDs, at least one
 * @param nowMs moment at which a session lives, in milliseconds since 1970-01-01 UTC
 */
export function deleteSessionsOfPasskeys(
  db: Kysely<Database>,
  organizationId: string,
  authenticatorIds: readonly string[],
  nowMs: number,
): Compilable[] {
  const passkeyIds = authenticatorIds.map(uuidToBytes)
  return (['api_keys', 'read_only_sessions'] as const).map((table) =>
    db
      .deleteFrom(table)
      .where('organization_id', '=', uuidToBytes(organizationId))
      .where('expires_at_ms', '>', nowMs)
      .where((eb) =>
        eb.or([
          eb.and([eb('opener_kind', '=', openerNumbers.passkey), eb('opener_id', 'in', passkeyIds)]),
          eb('root_passkey_id', 'in', passkeyIds),
        ]),
      ),
  )
}
