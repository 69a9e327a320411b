/** From the answer to a write to its record, and from the record to the result. */
import type { ActivityName, ActivityRecord, ActivityResult } from '@latchkey/contract'
import { activityTable } from './operation-table.ts'
import type { ActivityOutput } from './operation-types.ts'
import { isJsonObject, type JsonObject, malformed } from './read-response.ts'

/**
 * The record in the answer to `submit` and `get_activity`.
 * @param answer JSON object of the answer
 * @throws RESPONSE_MALFORMED when it holds no record
 */
export function readActivity(answer: JsonObject): ActivityRecord {
  const { activity } = answer
  if (!isActivityRecord(activity)) throw malformed('The server answered a write without the activity it recorded.', 200)
  return activity
}

/**
 * Result of a completed write, flat, beside the whole record.
 * @param name path segment of the operation
 * @param activity completed record
 * @throws RESPONSE_MALFORMED when the record has no result under the name that belongs to the version sent
 * @see Turnkey wire protocol: how clients extract results
 */
export function readResult<Name extends ActivityName>(name: Name, activity: ActivityRecord): ActivityOutput<Name> {
  const resultKey = activityTable[name][1]
  const result = activity.result[resultKey]
  if (!isJsonObject(result)) throw malformed(`The activity was completed without its ${resultKey}.`, 200)
  return { ...(result as ActivityResult[Name]), activity }
}

function isActivityRecord(value: unknown): value is ActivityRecord {
  return isJsonObject(value) && typeof value.status === 'string' && isJsonObject(value.result)
}
