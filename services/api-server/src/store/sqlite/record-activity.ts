/** Once-only recording of an activity: the look-up by fingerprint, the effect, the record and its entry in the log share one transaction. */
import type { NewActivity, RecordedActivity } from '../activity-rows.ts'
import { hashRecorded } from '../log-hash.ts'
import type { ActivitiesTable } from '../schema.ts'
import { type Effect, undecided } from '../store.ts'
import { toActivityRecord } from '../to-records.ts'
import { toActivityRow } from '../to-rows.ts'
import { uuidToBytes } from '../uuid.ts'
import { appendLog } from './append-log.ts'
import { hotStatements } from './hot-statements.ts'
import type { Work } from './write-queue.ts'

/**
 * Makes the queue's work of one activity. The result is returned as it was stored, so that repeated requests get the same answer.
 * @param activity activity to record
 * @param effect what it does; not run when its fingerprint is on record
 */
export function recordActivity(activity: NewActivity, effect: Effect): Work<RecordedActivity> {
  return async (transaction, writer) => {
    const organization = uuidToBytes(activity.organizationId)
    const sql = hotStatements.findActivityByFingerprint
    const recorded = writer.get<ActivitiesTable>(sql, organization, activity.fingerprint)
    if (recorded !== undefined) return { ...toActivityRow(recorded), existing: true }
    const { activityId, createdAtMs } = activity
    const result = await effect(transaction, { activityId, createdAtMs })
    const record =
      result === undecided
        ? toActivityRecord(activity, 'ACTIVITY_STATUS_CONSENSUS_NEEDED', null)
        : toActivityRecord(activity, 'ACTIVITY_STATUS_COMPLETED', result)
    writer.runNamed(hotStatements.addActivity, { ...record })
    appendLog(writer, 'recorded', record, (place) => hashRecorded(place, record))
    return { ...toActivityRow(record), existing: false }
  }
}
