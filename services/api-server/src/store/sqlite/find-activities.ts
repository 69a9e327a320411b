/** Activities together with the users who proposed them. */
import type { FoundActivity } from '../activity-rows.ts'
import type { UserWithCredentials } from '../organization-rows.ts'
import { inListOrder } from '../queries/page-order.ts'
import { selectActivities } from '../queries/select-activities.ts'
import type { ActivitiesTable } from '../schema.ts'
import type { ActivityFilter, Page } from '../store.ts'
import { toActivityRow } from '../to-rows.ts'
import { uuidToBytes } from '../uuid.ts'
import type { SqliteConnection } from './connection.ts'
import { queryBuilder } from './dialect.ts'
import { findUser } from './find-users.ts'

/**
 * Finds one activity.
 * @param connection connection to read on
 * @param organizationId lower-case UUID
 * @param activityId lower-case UUID
 */
export function findActivity(
  connection: SqliteConnection,
  organizationId: string,
  activityId: string,
): FoundActivity | undefined {
  const query = queryBuilder
    .selectFrom('activities')
    .selectAll()
    .where('organization_id', '=', uuidToBytes(organizationId))
    .where('activity_id', '=', uuidToBytes(activityId))
  return withProposers(connection, connection.select(query))[0]
}

/**
 * Lists a page of an organization's activities, newest first.
 * @param connection connection to read on
 * @param organizationId lower-case UUID
 * @param filter statuses and types to keep
 * @param page which of them
 */
export function listActivities(
  connection: SqliteConnection,
  organizationId: string,
  filter: ActivityFilter,
  page: Page,
): FoundActivity[] {
  const records = connection.select(selectActivities(queryBuilder, organizationId, filter, page))
  return withProposers(connection, inListOrder(records, 'desc', page))
}

/** Most activities of a page have the same few proposers, so each is looked up once. */
function withProposers(connection: SqliteConnection, records: ActivitiesTable[]): FoundActivity[] {
  const proposers = new Map<string, UserWithCredentials | undefined>()
  return records.map(toActivityRow).map((activity) => {
    const { organizationId, userId } = activity
    if (!proposers.has(userId)) proposers.set(userId, findUser(connection, organizationId, userId))
    return { ...activity, proposer: proposers.get(userId) }
  })
}
