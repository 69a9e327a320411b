/** `update_user_name`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { lockUserOf } from './lock-user-of.ts'

/**
 * Renames a user and answers its id.
 * @param call `userId`, `userName`
 * @param caller the user itself or a root user
 * @throws USER_NOT_FOUND when the organization has no such user
 * @see Turnkey wire protocol: update_user_name
 */
export const updateUserName: ActivityHandler<'update_user_name'> = (call, caller) => async (transaction, activity) => {
  const { organizationId, userId } = await lockUserOf(transaction, caller, call.parameters.userId)
  await transaction.renameUser(organizationId, userId, call.parameters.userName, activity.createdAtMs)
  return { userId }
}
