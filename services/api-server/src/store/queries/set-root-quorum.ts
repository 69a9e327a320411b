/** Queries that say who the root users are, and how many of them must agree. */
import type { Compilable, Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import { uuidToBytes } from '../uuid.ts'

/**
 * Builds the query that sets how many root users must agree.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param threshold number of users, at least 1
 */
export function setThreshold(db: Kysely<Database>, organizationId: string, threshold: number): Compilable {
  return db
    .updateTable('organizations')
    .set({ root_quorum_threshold: threshold })
    .where('organization_id', '=', uuidToBytes(organizationId))
}

/**
 * Builds the query that makes users the root users, and everybody else an ordinary one.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param userIds lower-case UUIDs, at least one
 */
export function setRootUsers(db: Kysely<Database>, organizationId: string, userIds: readonly string[]): Compilable {
  return db
    .updateTable('users')
    .set((eb) => ({
      is_root: eb.case().when('user_id', 'in', userIds.map(uuidToBytes)).then(eb.lit(1)).else(eb.lit(0)).end(),
    }))
    .where('organization_id', '=', uuidToBytes(organizationId))
}
