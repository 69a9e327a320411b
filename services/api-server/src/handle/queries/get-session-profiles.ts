/** `get_session_profiles`. */
import type { QueryHandler } from '../query-handler.ts'
import { toSessionProfile } from '../views/to-session-profile.ts'

/**
 * All session profiles of the organization itself, oldest first.
 * @param _call nothing but the organization
 * @param caller who signed it
 * @param system `store` is read
 * @see Turnkey wire protocol: get_session_profiles
 */
export const getSessionProfiles: QueryHandler<'get_session_profiles'> = async (_call, caller, { store }) => ({
  sessionProfiles: (await store.listSessionProfiles(caller.targetOrganizationId)).map(toSessionProfile),
})
