/** `get_activity`. */
import { Refusal } from '../../refusal.ts'
import type { QueryHandler } from '../query-handler.ts'
import { toActivity } from '../views/to-activity.ts'

/**
 * One recorded write.
 * @param call `activityId`
 * @param caller who signed it
 * @param system `store` is read; the clock says whose approval still counts
 * @throws ACTIVITY_NOT_FOUND when the organization has no such activity
 * @see Turnkey wire protocol: get_activity
 */
export const getActivity: QueryHandler<'get_activity'> = async (call, caller, { store, nowMs }) => {
  const activity = await store.findActivity(caller.targetOrganizationId, call.request.activityId)
  if (activity === undefined) throw new Refusal('ACTIVITY_NOT_FOUND')
  return { activity: toActivity(activity, caller, nowMs()) }
}
