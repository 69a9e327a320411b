/** `update_user_tag`. */
import { Refusal } from '../../refusal.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { violation } from '../credentials/new-api-key.ts'
import { lockUsers } from './lock-user.ts'
import { checkTagNameIsFree, lockUserTags } from './lock-user-tags.ts'

/**
 * Renames a tag, gives it to some users, takes it from others and answers its id. Users who have it already, or have it not, stay so.
 * @param call `userTagId`; `newUserTagName`, without which the name stays; `addUserIds` and `removeUserIds`
 * @param caller root user
 * @throws REQUEST_INVALID when a user is to get and to lose the tag
 * @throws TAG_NOT_FOUND, USER_NOT_FOUND when the organization has no such tag or user; then nothing changes
 * @throws TAG_NAME_TAKEN when another tag has the name
 * @see Turnkey wire protocol: update_user_tag
 */
export const updateUserTag: ActivityHandler<'update_user_tag'> = (call, caller) => {
  const { userTagId, newUserTagName, addUserIds, removeUserIds } = call.parameters
  const { organizationId } = caller
  checkDisjoint(addUserIds, removeUserIds)
  return async (transaction, { createdAtMs }) => {
    const tags = await lockUserTags(transaction, caller)
    const tag = tags.find(({ tagId }) => tagId === userTagId)
    if (tag === undefined) throw new Refusal('TAG_NOT_FOUND')
    const tagName = newUserTagName ?? tag.tagName
    const others = tags.filter((other) => other !== tag)
    checkTagNameIsFree(others, tagName)
    await lockUsers(transaction, organizationId, [...addUserIds, ...removeUserIds])
    await transaction.updateUserTag({ ...tag, tagName, updatedAtMs: createdAtMs })
    await transaction.untagUsers(organizationId, removeUserIds, [userTagId])
    await transaction.tagUsers(organizationId, addUserIds, [userTagId])
    return { userTagId }
  }
}

function checkDisjoint(addUserIds: readonly string[], removeUserIds: readonly string[]): void {
  const added = new Set(addUserIds)
  if (!removeUserIds.some((userId) => added.has(userId))) return
  throw violation('REQUEST_INVALID', 'parameters.removeUserIds', 'must name no user of addUserIds')
}
