/** `get_user`. */
import type { QueryHandler } from '../query-handler.ts'
import { toUser } from '../views/to-user.ts'
import { getUserOfTarget } from './get-user-of-target.ts'

/**
 * One user with its credentials.
 * @param call `userId`
 * @param caller who signed it
 * @param system `store` is read
 * @throws USER_NOT_FOUND when the organization has no such user
 * @see Turnkey wire protocol: get_user
 */
export const getUser: QueryHandler<'get_user'> = async (call, caller, { store }) => ({
  user: toUser(await getUserOfTarget(store, caller, call.request.userId)),
})
