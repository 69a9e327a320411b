/** Whether one entry of a log is what it must be, and what it is about is unchanged. */
import { hashDecided, hashRecorded, hashVoted, type LogPlace, logKinds } from '../store/log-hash.ts'
import type { ActivitiesTable } from '../store/schema.ts'
import type { LoggedRecord } from '../store/store.ts'

/**
 * What is wrong with an entry, undefined when nothing is.
 * @param place where an entry must stand now, and the hash before it
 * @param record entry with the records it is about
 */
export function explainEntry(place: LogPlace, record: LoggedRecord): string | undefined {
  const { entry, activity } = record
  if (entry.position !== place.position)
    return `an entry is missing: ${place.position} is followed by ${entry.position}`
  if (activity === undefined) return 'the activity it is about is missing'
  if (entry.kind === logKinds.voted && record.vote === undefined) return 'the vote it is about is missing'
  const hash = hashOf(place, activity, record)
  if (hash !== undefined && Buffer.compare(hash, entry.hash) === 0) return undefined
  return 'what is stored is not what was logged'
}

function hashOf(place: LogPlace, activity: ActivitiesTable, { entry, vote }: LoggedRecord): Uint8Array | undefined {
  if (entry.kind === logKinds.recorded) return hashRecorded(place, asRecorded(activity))
  if (entry.kind === logKinds.decided) return hashDecided(place, activity)
  return entry.kind === logKinds.voted && vote !== undefined ? hashVoted(place, vote) : undefined
}

/** An activity that was decided later had waited without a result when it was recorded. */
function asRecorded(activity: ActivitiesTable): ActivitiesTable {
  if (activity.decided_at_ms === null) return activity
  return { ...activity, status: 'ACTIVITY_STATUS_CONSENSUS_NEEDED', result: 'null' }
}
