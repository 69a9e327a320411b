/** Query for a page of an organization's activities. */
import type { Compilable, Kysely } from 'kysely'
import type { ActivitiesTable, Database } from '../schema.ts'
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
