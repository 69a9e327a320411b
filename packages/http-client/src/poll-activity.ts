/** From the first answer to a write to its completed record. */
import type { ActivityRecord } from '@latchkey/contract'
import { ApiError } from './api-error.ts'

/** Waits between questions, in milliseconds: six seconds in all. A server that finishes writes at once is never asked. */
const defaultDelaysMs: readonly number[] = [100, 200, 400, 800, 1600, 3200]

/**
 * The completed record of an activity; while it is only created or pending, the server is asked again.
 * @param activity record as first answered
 * @param ask fetches the record anew
 * @param delaysMs waits before each question, in milliseconds
 * @throws ACTIVITY_NOT_COMPLETED when it ends in another status, or is still pending after the last question
 */
export async function pollActivity(
  activity: ActivityRecord,
  ask: (activity: ActivityRecord) => Promise<ActivityRecord>,
  delaysMs: readonly number[] = defaultDelaysMs,
): Promise<ActivityRecord> {
  let latest = activity
  for (const delayMs of delaysMs) {
    if (!isUnfinished(latest)) break
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    latest = await ask(latest)
  }
  if (latest.status !== 'ACTIVITY_STATUS_COMPLETED') throw notCompleted(latest)
  return latest
}

function isUnfinished({ status }: ActivityRecord): boolean {
  return status === 'ACTIVITY_STATUS_CREATED' || status === 'ACTIVITY_STATUS_PENDING'
}

function notCompleted(activity: ActivityRecord): ApiError {
  return new ApiError('ACTIVITY_NOT_COMPLETED', {
    message: `Activity ${activity.id} was recorded but is not completed: its status is ${activity.status}.`,
    httpStatus: 200,
    details: [activity],
  })
}
