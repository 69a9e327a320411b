/** Queries for a page of an organization's activities, and for the votes about them. */
import type { Compilable, Kysely } from 'kysely'
import type { ActivitiesTable, Database, VotesTable } from '../schema.ts'
import type { ActivityFilter, Page } from '../store.ts'
import { uuidToBytes } from '../uuid.ts'
import { readOrder } from './page-order.ts'

/**
 * Builds the query for a page of activities, to be put into list order `desc` by `inListOrder`.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param filter statuses and types to keep; an empty list keeps all
 * @param page which of them
 */
export function selectActivities(
  db: Kysely<Database>,
  organizationId: string,
  filter: ActivityFilter,
  page: Page,
): Compilable<ActivitiesTable> {
  let query = db
    .selectFrom('activities')
    .selectAll()
    .where('organization_id', '=', uuidToBytes(organizationId))
    .orderBy('activity_id', readOrder('desc', page))
    .limit(page.limit)
  if (filter.statuses.length > 0) query = query.where('status', 'in', filter.statuses)
  if (filter.types.length > 0) query = query.where('type', 'in', filter.types)
  if (page.beforeId !== undefined) query = query.where('activity_id', '<', uuidToBytes(page.beforeId))
  if (page.afterId !== undefined) query = query.where('activity_id', '>', uuidToBytes(page.afterId))
  return query
}

/**
 * Builds the query for all votes about activities, oldest first.
 * @param db builder of the database's dialect
 * @param activities the activities, all of one organization
 */
export function selectVotes(
  db: Kysely<Database>,
  activities: readonly Pick<ActivitiesTable, 'organization_id' | 'activity_id'>[],
): Compilable<VotesTable> {
  const ids = activities.map(({ activity_id }) => activity_id)
  return db
    .selectFrom('votes')
    .selectAll()
    .where('organization_id', '=', activities[0]?.organization_id ?? new Uint8Array())
    .where('activity_id', 'in', ids)
    .orderBy('vote_id')
}
