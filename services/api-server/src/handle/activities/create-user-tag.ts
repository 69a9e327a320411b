/** `create_user_tag`. */
import { Refusal } from '../../refusal.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { maxUserTags, maxUserTagsOfSubOrganization } from '../limits.ts'
import { lockUsers } from './lock-user.ts'
import { checkTagNameIsFree, lockUserTags } from './lock-user-tags.ts'

/**
 * Makes a tag, gives it to users and answers its id and theirs.
 * @param call `userTagName`, `userIds`
 * @param caller root user
 * @param system ids
 * @throws TAGS_EXHAUSTED when the organization has as many tags as allowed
 * @throws TAG_NAME_TAKEN when another tag has the name
 * @throws USER_NOT_FOUND when one is not a user of the organization; then there is no tag either
 * @see Turnkey wire protocol: create_user_tag
 */
export const createUserTag: ActivityHandler<'create_user_tag'> =
  (call, caller, system) =>
  async (transaction, { createdAtMs }) => {
    const { userTagName: tagName } = call.parameters
    const userIds = [...new Set(call.parameters.userIds)]
    const { organizationId, parentOrganizationId } = caller
    const tags = await lockUserTags(transaction, caller)
    const limit = parentOrganizationId === undefined ? maxUserTags : maxUserTagsOfSubOrganization
    if (tags.length >= limit) throw new Refusal('TAGS_EXHAUSTED')
    checkTagNameIsFree(tags, tagName)
    await lockUsers(transaction, organizationId, userIds)
    const tagId = system.newId()
    await transaction.addUserTag({ organizationId, tagId, tagName, createdAtMs, updatedAtMs: createdAtMs })
    await transaction.tagUsers(organizationId, userIds, [tagId])
    return { userTagId: tagId, userIds }
  }
