/** Queries that read the logs of organizations, and what their entries are about. */
import type { Compilable, Kysely } from 'kysely'
import type { ActivitiesTable, Database, LogEntriesTable, OrganizationsTable, VotesTable } from '../schema.ts'
import { uuidToBytes } from '../uuid.ts'

/**
 * Builds the query for a page of the ids of all organizations, deleted ones included, in order.
 * @param db builder of the database's dialect
 * @param afterId lower-case UUID after which the page begins; undefined for the start
 * @param limit greatest number of ids
 */
export function selectOrganizationIds(
  db: Kysely<Database>,
  afterId: string | undefined,
  limit: number,
): Compilable<Pick<OrganizationsTable, 'organization_id'>> {
  const ids = db.selectFrom('organizations').select('organization_id').orderBy('organization_id').limit(limit)
  return afterId === undefined ? ids : ids.where('organization_id', '>', uuidToBytes(afterId))
}

/**
 * Builds the query for a page of an organization's log.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param afterPosition number of the entry after which the page begins, from 0
 * @param limit greatest number of entries
 */
export function selectLogEntries(
  db: Kysely<Database>,
  organizationId: string,
  afterPosition: number,
  limit: number,
): Compilable<LogEntriesTable> {
  return db
    .selectFrom('log_entries')
    .selectAll()
    .where('organization_id', '=', uuidToBytes(organizationId))
    .where('position', '>', afterPosition)
    .orderBy('position')
    .limit(limit)
}

/**
 * Builds the query for activities by id.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param activityIds ids, 16 bytes each, at least one
 */
export function selectActivitiesById(
  db: Kysely<Database>,
  organizationId: string,
  activityIds: readonly Uint8Array[],
): Compilable<ActivitiesTable> {
  return db
    .selectFrom('activities')
    .selectAll()
    .where('organization_id', '=', uuidToBytes(organizationId))
    .where('activity_id', 'in', activityIds)
}

/**
 * Builds the query for votes by the activities they are about.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param activityIds ids, 16 bytes each, at least one
 */
export function selectVotesByActivity(
  db: Kysely<Database>,
  organizationId: string,
  activityIds: readonly Uint8Array[],
): Compilable<VotesTable> {
  return db
    .selectFrom('votes')
    .selectAll()
    .where('organization_id', '=', uuidToBytes(organizationId))
    .where('activity_id', 'in', activityIds)
    .orderBy('vote_id')
}

/**
 * Builds the query that counts an organization's activities or votes.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param table which of the two
 */
export function countSigned(
  db: Kysely<Database>,
  organizationId: string,
  table: 'activities' | 'votes',
): Compilable<{ count: number }> {
  return db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', uuidToBytes(organizationId))
}
