/** Activities together with the votes about them, and the users who proposed and voted: reads that see one committed state. */
import type { FoundActivity, VoteRow } from './activity-rows.ts'
import { readBuilt, type Steps } from './connection.ts'
import { findUser } from './find-users.ts'
import type { UserWithCredentials } from './organization-rows.ts'
import { selectVotesByActivity } from './queries/log.ts'
import { inListOrder } from './queries/page-order.ts'
import { selectActivities } from './queries/select-activities.ts'
import type { ActivitiesTable } from './schema.ts'
import type { ActivityFilter, Page } from './store.ts'
import { toActivityRow, toVoteRow } from './to-rows.ts'
import { uuidToBytes } from './uuid.ts'

/**
 * Finds one activity.
 * @param organizationId lower-case UUID
 * @param activityId lower-case UUID
 */
export function* findActivity(organizationId: string, activityId: string): Steps<FoundActivity | undefined> {
  const records = yield* readBuilt((queryBuilder) =>
    queryBuilder
      .selectFrom('activities')
      .selectAll()
      .where('organization_id', '=', uuidToBytes(organizationId))
      .where('activity_id', '=', uuidToBytes(activityId)),
  )
  return (yield* withPeople(organizationId, records))[0]
}

/**
 * Lists a page of an organization's activities, newest first.
 * @param organizationId lower-case UUID
 * @param filter statuses and types to keep
 * @param page which of them
 */
export function* listActivities(organizationId: string, filter: ActivityFilter, page: Page): Steps<FoundActivity[]> {
  const records = yield* readBuilt((queryBuilder) => selectActivities(queryBuilder, organizationId, filter, page))
  return yield* withPeople(organizationId, inListOrder(records, 'desc', page))
}

/** Votes are read in one go. */
function* withPeople(organizationId: string, records: ActivitiesTable[]): Steps<FoundActivity[]> {
  if (records.length === 0) return []
  const ids = records.map((record) => record.activity_id)
  const votes = (yield* readBuilt((db) => selectVotesByActivity(db, organizationId, ids))).map(toVoteRow)
  const activities = records.map(toActivityRow)
  const users = yield* findUsers([...activities, ...votes])
  return activities.map((activity) => ({
    ...activity,
    proposer: users.get(activity.userId),
    votes: votesAbout(activity.activityId, votes).map((vote) => ({ ...vote, voter: users.get(vote.userId) })),
  }))
}

function votesAbout(activityId: string, votes: readonly VoteRow[]): VoteRow[] {
  return votes.filter((vote) => vote.activityId === activityId)
}

type UserKey = Pick<UserWithCredentials, 'organizationId' | 'userId'>

/** Most activities of a page have the same few proposers and voters, so each is looked up once. */
function* findUsers(keys: readonly UserKey[]): Steps<Map<string, UserWithCredentials | undefined>> {
  const users = new Map<string, UserWithCredentials | undefined>()
  for (const { organizationId, userId } of keys) {
    if (!users.has(userId)) users.set(userId, yield* findUser(organizationId, userId))
  }
  return users
}
