/** `list_verified_suborgs`. */
import type { QueryHandler } from '../query-handler.ts'
import { readSuborgFilter } from './read-suborg-filter.ts'

/**
 * No ids: this server has no way yet in which a user could prove a contact, and none that was merely stated counts.
 * @param call `filterType` and `filterValue`, both or neither
 * @throws REQUEST_INVALID when the value is missing
 * @see Turnkey wire protocol: list_verified_suborgs
 */
export const listVerifiedSuborgs: QueryHandler<'list_verified_suborgs'> = (call) => {
  readSuborgFilter(call.request)
  return { organizationIds: [] }
}
