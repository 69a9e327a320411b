/** Queries that delete users with everything that is theirs. */
import type { Compilable, Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import { uuidToBytes } from '../uuid.ts'

/** Tables with rows of users, in an order in which no row is left that refers to a deleted one. */
const tablesOfUsers = ['user_tag_members', 'read_only_sessions', 'authenticators', 'api_keys', 'users'] as const

/**
 * Builds the queries that delete users, in the order in which they must run.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param userIds lower-case UUIDs, at least one; undefined for all users of the organization
 */
export function deleteUsers(
  db: Kysely<Database>,
  organizationId: string,
  userIds: readonly string[] | undefined,
): Compilable[] {
  return tablesOfUsers.map((table) => {
    const ofOrganization = db.deleteFrom(table).where('organization_id', '=', uuidToBytes(organizationId))
    return userIds === undefined ? ofOrganization : ofOrganization.where('user_id', 'in', userIds.map(uuidToBytes))
  })
}
