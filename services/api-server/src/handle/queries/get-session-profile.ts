/** `get_session_profile`. */
import { Refusal } from '../../refusal.ts'
import type { QueryHandler } from '../query-handler.ts'
import { toSessionProfile } from '../views/to-session-profile.ts'

/**
 * One session profile of the organization itself.
 * @param call `sessionProfileId`
 * @param caller who signed it
 * @param system `store` is read
 * @throws SESSION_PROFILE_NOT_FOUND when the organization has no such profile
 * @see Turnkey wire protocol: get_session_profile
 */
export const getSessionProfile: QueryHandler<'get_session_profile'> = async (call, caller, { store }) => {
  const row = await store.findSessionProfile(caller.targetOrganizationId, call.request.sessionProfileId)
  if (row === undefined) throw new Refusal('SESSION_PROFILE_NOT_FOUND')
  return { sessionProfile: toSessionProfile(row) }
}
