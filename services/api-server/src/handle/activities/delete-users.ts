/** `delete_users`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { checkRootCanSignIn } from './check-root-can-sign-in.ts'
import { lockOrganizationOf } from './lock-organization-of.ts'
import { lockUsers } from './lock-user.ts'

/**
 * Deletes users with their API keys, passkeys, read-only sessions and tags, and answers their ids.
 * @param call `userIds`; the caller's own may be among them
 * @param caller root user
 * @param system the server's list of pages
 * @throws USER_NOT_FOUND when one is not a user of the organization; then none is deleted
 * @throws LAST_ROOT_CREDENTIAL when too few root users could sign in afterwards
 * @see Turnkey wire protocol: delete_users
 */
export const deleteUsers: ActivityHandler<'delete_users'> = (call, caller, system) => async (transaction) => {
  const { userIds } = call.parameters
  const organization = await lockOrganizationOf(transaction, caller)
  const { organizationId } = organization
  await lockUsers(transaction, organizationId, userIds)
  await transaction.deleteUsers(organizationId, userIds)
  await checkRootCanSignIn(transaction, organization, system.policy)
  return { userIds }
}
