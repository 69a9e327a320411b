/** `list_suborgs`. */
import type { QueryHandler } from '../query-handler.ts'
import { readSuborgFilter } from './read-suborg-filter.ts'
import { toPage } from './to-page.ts'

/**
 * Ids of the caller's sub-organizations that match, oldest first. A sub-organization has none.
 * @param call `filterType` and `filterValue`, both or neither, and the page
 * @param caller who signed it
 * @param system `store` is read
 * @throws FILTER_UNAVAILABLE when the filter is about something this server does not keep
 * @throws REQUEST_INVALID when the value does not fit its type
 * @see Turnkey wire protocol: list_suborgs
 */
export const listSuborgs: QueryHandler<'list_suborgs'> = async (call, caller, { store }) => {
  const filter = readSuborgFilter(call.request)
  if (caller.parentOrganizationId !== undefined || caller.targetOrganizationId !== caller.organizationId) {
    return { organizationIds: [] }
  }
  const page = toPage(call.request.paginationOptions)
  return { organizationIds: await store.listSuborgIds(caller.organizationId, filter, page) }
}
