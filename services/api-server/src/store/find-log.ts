/** Entries of logs together with the records they are about. */
import { readBuilt, type Steps } from './connection.ts'
import { selectActivitiesById, selectLogEntries, selectVotesByActivity } from './queries/log.ts'
import type { LoggedRecord } from './store.ts'

const same = (one: Uint8Array, other: Uint8Array | null): boolean => other !== null && Buffer.compare(one, other) === 0

/**
 * Lists a page of an organization's log.
 * @param organizationId lower-case UUID
 * @param afterPosition number of the entry after which the page begins, from 0
 * @param limit greatest number of entries
 */
export function* listLog(organizationId: string, afterPosition: number, limit: number): Steps<LoggedRecord[]> {
  const entries = yield* readBuilt((db) => selectLogEntries(db, organizationId, afterPosition, limit))
  if (entries.length === 0) return []
  const ids = entries.map((entry) => entry.activity_id)
  const activities = yield* readBuilt((db) => selectActivitiesById(db, organizationId, ids))
  const votes = yield* readBuilt((db) => selectVotesByActivity(db, organizationId, ids))
  return entries.map((entry) => ({
    entry,
    activity: activities.find((activity) => same(activity.activity_id, entry.activity_id)),
    vote: votes.find((vote) => same(vote.vote_id, entry.vote_id)),
  }))
}
