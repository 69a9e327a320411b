/** Queries that rename and delete organizations. */
import type { Compilable, Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import { uuidToBytes } from '../uuid.ts'

/**
 * Builds the query that gives an organization a new name.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param organizationName new name
 */
export function updateOrganizationName(
  db: Kysely<Database>,
  organizationId: string,
  organizationName: string,
): Compilable {
  return db
    .updateTable('organizations')
    .set({ organization_name: organizationName })
    .where('organization_id', '=', uuidToBytes(organizationId))
}

/**
 * Builds the query that marks an organization as deleted and takes its name; reads take it for one that never was.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param nowMs moment of the deletion in milliseconds since 1970-01-01 UTC
 */
export function markOrganizationDeleted(db: Kysely<Database>, organizationId: string, nowMs: number): Compilable {
  return db
    .updateTable('organizations')
    .set({ organization_name: '', deleted_at_ms: nowMs })
    .where('organization_id', '=', uuidToBytes(organizationId))
}
