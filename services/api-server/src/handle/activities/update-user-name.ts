/** `update_user_name`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { changeUser } from './change-user.ts'

/**
 * Renames a user and answers its id.
 * @param call `userId`, `userName`
 * @param caller the user itself or a root user
 * @throws USER_NOT_FOUND when the organization has no such user
 * @see Turnkey wire protocol: update_user_name
 */
export const updateUserName: ActivityHandler<'update_user_name'> = (call, caller) => {
  const { userId, userName } = call.parameters
  return changeUser({ userId, userName }, caller)
}
