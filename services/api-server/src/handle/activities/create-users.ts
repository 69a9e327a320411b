/** `create_users`. */
import { Refusal } from '../../refusal.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { addUsers, readNewUsers } from '../credentials/new-user.ts'
import { maxUsers } from '../limits.ts'

/**
 * Adds ordinary users to the caller's organization and answers their ids, in the order sent.
 * @param call parameters of any version
 * @param caller root user
 * @param system ids, limits, origins
 * @throws USERS_EXHAUSTED when the organization would have more users than allowed
 * @throws every refusal of {@link readNewUsers} and {@link addUsers}
 * @see Turnkey wire protocol: create_users
 */
export const createUsers: ActivityHandler<'create_users'> = async (call, caller, system) => {
  const users = await readNewUsers(call.parameters.users, 'parameters.users', system.policy)
  const { organizationId, parentOrganizationId } = caller
  return async (transaction, activity) => {
    await transaction.lockOrganization(organizationId)
    if ((await transaction.countUsers(organizationId)) + users.length > maxUsers) throw new Refusal('USERS_EXHAUSTED')
    const membership = { organizationId, parentOrganizationId, isRoot: false }
    return { userIds: await addUsers(transaction, users, membership, { activity, system }) }
  }
}
