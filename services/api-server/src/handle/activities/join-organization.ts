/** Adding ordinary users to an organization: what `create_users` and `create_api_only_users` have in common. */
import type { ActivityResult } from '@latchkey/contract'
import type { ActivityCall } from '../../call.ts'
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import type { Effect } from '../../store/store.ts'
import type { System } from '../../system.ts'
import { addUsers, type NewUser } from '../credentials/new-user.ts'
import { maxUsers } from '../limits.ts'
import { checkTagsExist, lockUserTags } from './lock-user-tags.ts'

/**
 * Effect that adds users to the caller's organization and answers their ids, in the order given.
 * @param users checked users
 * @param tagIds tags of each, lower-case UUIDs
 * @param call the write
 * @param caller root user
 * @param system ids, policy
 * @throws TAG_NOT_FOUND when the organization has not one of the tags
 * @throws USERS_EXHAUSTED when the organization would have more users than allowed
 * @throws every refusal of {@link addUsers}
 */
export function joinOrganization(
  users: readonly NewUser[],
  tagIds: readonly (readonly string[])[],
  { userAgent }: Pick<ActivityCall, 'userAgent'>,
  caller: CallerFacts,
  system: Pick<System, 'newId' | 'policy'>,
): Effect<ActivityResult['create_users']> {
  const { organizationId, parentOrganizationId } = caller
  return async (transaction, activity) => {
    checkTagsExist(await lockUserTags(transaction, caller), tagIds.flat())
    if ((await transaction.countUsers(organizationId)) + users.length > maxUsers) throw new Refusal('USERS_EXHAUSTED')
    const membership = { organizationId, parentOrganizationId, isRoot: false }
    const userIds = await addUsers(transaction, users, membership, { activity, caller, userAgent, system })
    for (const [index, userId] of userIds.entries()) {
      await transaction.tagUsers(organizationId, [userId], tagIds[index] ?? [])
    }
    return { userIds }
  }
}
