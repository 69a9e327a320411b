/** Once-only recording of an activity: the look-up by fingerprint, the effect, the record and its entry in the log share one transaction. */
import type { NewActivity, RecordedActivity } from './activity-rows.ts'
import { appendLog } from './append-log.ts'
import type { Writer } from './connection.ts'
import { hashRecorded } from './log-hash.ts'
import { recordColumns, valuesOf } from './queries/hot-statements.ts'
import type { ActivitiesTable } from './schema.ts'
import { type Effect, type Transaction, undecided } from './store.ts'
import { toActivityRecord } from './to-records.ts'
import { toActivityRow } from './to-rows.ts'
import { uuidToBytes } from './uuid.ts'

/** Work inside a transaction; the connection is for what the transaction does not offer. */
export type Work<Result, Connection extends Writer = Writer> = (
  transaction: Transaction,
  writer: Connection,
) => Promise<Result>

/**
 * Makes the work of one activity. The result is returned as it was stored, so that repeated requests get the same answer.
 * @param activity activity to record
 * @param effect what it does; not run when its fingerprint is on record
 */
export function recordActivity(activity: NewActivity, effect: Effect): Work<RecordedActivity> {
  return async (transaction, writer) => {
    const { findActivityByFingerprint, addActivity } = writer.dialect.hot
    const key = [uuidToBytes(activity.organizationId), activity.fingerprint]
    const recorded = await writer.get<ActivitiesTable>(findActivityByFingerprint, ...key)
    if (recorded !== undefined) return { ...toActivityRow(recorded), existing: true }
    const { activityId, createdAtMs } = activity
    const result = await effect(transaction, { activityId, createdAtMs })
    const record =
      result === undecided
        ? toActivityRecord(activity, 'ACTIVITY_STATUS_CONSENSUS_NEEDED', null)
        : toActivityRecord(activity, 'ACTIVITY_STATUS_COMPLETED', result)
    await writer.run(addActivity, ...valuesOf(recordColumns.addActivity, record))
    await appendLog(writer, 'recorded', record, (place) => hashRecorded(place, record))
    return { ...toActivityRow(record), existing: false }
  }
}
