/** `delete_user_tags`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { checkTagsExist, lockUserTags } from './lock-user-tags.ts'

/**
 * Deletes tags and answers their ids and those of the users who had one of them.
 * @param call `userTagIds`
 * @param caller root user
 * @throws TAG_NOT_FOUND when one is not a tag of the organization; then none is deleted
 * @see Turnkey wire protocol: delete_user_tags
 */
export const deleteUserTags: ActivityHandler<'delete_user_tags'> = (call, caller) => async (transaction) => {
  const { userTagIds } = call.parameters
  const { organizationId } = caller
  checkTagsExist(await lockUserTags(transaction, caller), userTagIds)
  const userIds = await transaction.listTaggedUserIds(organizationId, userTagIds)
  await transaction.deleteUserTags(organizationId, userTagIds)
  return { userTagIds, userIds }
}
