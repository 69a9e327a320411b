/** Activities together with the votes about them, and the users who proposed and voted. */
import type { FoundActivity } from '../activity-rows.ts'
import type { UserWithCredentials } from '../organization-rows.ts'
import { selectVotesByActivity } from '../queries/log.ts'
import { inListOrder } from '../queries/page-order.ts'
import { selectActivities } from '../queries/select-activities.ts'
import type { ActivitiesTable } from '../schema.ts'
import type { ActivityFilter, Page } from '../store.ts'
import { toActivityRow, toVoteRow } from '../to-rows.ts'
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
  return withPeople(connection, organizationId, connection.select(query))[0]
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
  return withPeople(connection, organizationId, inListOrder(records, 'desc', page))
}

/** Most activities of a page have the same few proposers and voters, so each is looked up once; votes are read in one go. */
function withPeople(connection: SqliteConnection, organizationId: string, records: ActivitiesTable[]): FoundActivity[] {
  if (records.length === 0) return []
  const find = rememberUsers(connection)
  const ids = records.map((record) => record.activity_id)
  const votes = connection.select(selectVotesByActivity(queryBuilder, organizationId, ids)).map(toVoteRow)
  return records.map(toActivityRow).map((activity) => ({
    ...activity,
    proposer: find(activity),
    votes: votes
      .filter(({ activityId }) => activityId === activity.activityId)
      .map((vote) => ({ ...vote, voter: find(vote) })),
  }))
}

type UserKey = Pick<UserWithCredentials, 'organizationId' | 'userId'>

function rememberUsers(connection: SqliteConnection): (key: UserKey) => UserWithCredentials | undefined {
  const known = new Map<string, UserWithCredentials | undefined>()
  return ({ organizationId, userId }) => {
    if (!known.has(userId)) known.set(userId, findUser(connection, organizationId, userId))
    return known.get(userId)
  }
}
