/** The answer to a write about an activity that is read again, with the votes about it. */
import type { ActivityRecord } from '@latchkey/contract'
import type { Caller } from '../caller.ts'
import type { System } from '../system.ts'
import { toActivity } from './views/to-activity.ts'

/**
 * Body of the answer.
 * @param activityId lower-case UUID of an activity of the caller's organization
 * @param caller who asked
 * @param system `store` is read; the clock says whose approval still counts
 */
export async function answerFound(
  activityId: string,
  caller: Caller,
  { store, nowMs }: Pick<System, 'store' | 'nowMs'>,
): Promise<{ activity: ActivityRecord }> {
  const found = await store.findActivity(caller.organizationId, activityId)
  if (found === undefined) throw new Error(`the recorded activity ${activityId} is not stored`)
  return { activity: toActivity(found, caller, nowMs()) }
}
