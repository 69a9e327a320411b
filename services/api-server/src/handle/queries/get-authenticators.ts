/** `get_authenticators`. */
import type { QueryHandler } from '../query-handler.ts'
import { toAuthenticator } from '../views/to-authenticator.ts'
import { getUserOfTarget } from './get-user-of-target.ts'

/**
 * Passkeys of one user.
 * @param call `userId`
 * @param caller who signed it
 * @param system `store` is read
 * @throws USER_NOT_FOUND when the organization has no such user
 * @see Turnkey wire protocol: get_authenticators
 */
export const getAuthenticators: QueryHandler<'get_authenticators'> = async (call, caller, { store }) => ({
  authenticators: (await getUserOfTarget(store, caller, call.request.userId)).authenticators.map(toAuthenticator),
})
