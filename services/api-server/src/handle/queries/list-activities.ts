/** `list_activities`. */
import type { QueryHandler } from '../query-handler.ts'
import { toActivity } from '../views/to-activity.ts'
import { toPage } from './to-page.ts'

/**
 * Recorded writes of the organization, newest first.
 * @param call filters by status and type, and the page
 * @param caller who signed it
 * @param system `store` is read; the clock says whose approval still counts
 * @see Turnkey wire protocol: list_activities
 */
export const listActivities: QueryHandler<'list_activities'> = async (call, caller, { store, nowMs }) => {
  const { filterByStatus = [], filterByType = [], paginationOptions } = call.request
  const filter = { statuses: filterByStatus, types: filterByType }
  const found = await store.listActivities(caller.targetOrganizationId, filter, toPage(paginationOptions))
  return { activities: found.map((activity) => toActivity(activity, caller, nowMs())) }
}
