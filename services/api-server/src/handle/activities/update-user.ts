/** `update_user`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { changeUser } from './change-user.ts'
import { checkTagsExist, lockUserTags } from './lock-user-tags.ts'

/**
 * Changes what is sent of a user and answers its id.
 * @param call `userId`; name and contacts, of which absent ones stay; `userTagIds`, which replace the user's tags unless there are
 * none: official clients send an empty list always
 * @param caller the user itself or a root user; with tags, a root user
 * @throws USER_NOT_FOUND, TAG_NOT_FOUND when the organization has no such user or tag; then nothing changes
 * @see Turnkey wire protocol: update_user
 */
export const updateUser: ActivityHandler<'update_user'> = (call, caller) => {
  const { userId, userName, userEmail, userPhoneNumber, userTagIds = [] } = call.parameters
  const change = changeUser({ userId, userName, userEmail, userPhoneNumber }, caller)
  if (userTagIds.length === 0) return change
  return async (transaction, activity) => {
    checkTagsExist(await lockUserTags(transaction, caller), userTagIds)
    const result = await change(transaction, activity)
    await transaction.untagUsers(caller.organizationId, [userId], undefined)
    await transaction.tagUsers(caller.organizationId, [userId], userTagIds)
    return result
  }
}
