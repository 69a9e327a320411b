/** Once-only recording of an activity: the look-up by fingerprint, the effect and the record share one transaction. */
import type { NewActivity, RecordedActivity } from '../activity-rows.ts'
import type { ActivitiesTable } from '../schema.ts'
import type { Effect } from '../store.ts'
import { toActivityRecord } from '../to-records.ts'
import { toActivityRow } from '../to-rows.ts'
import { uuidToBytes } from '../uuid.ts'
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
    const record = toActivityRecord(activity, 'ACTIVITY_STATUS_COMPLETED', result)
    writer.runNamed(hotStatements.addActivity, { ...record })
    return { ...activity, status: record.status, result: JSON.parse(record.result), existing: false }
  }
}
