/** `create_api_only_users`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { readNewUsers } from '../credentials/new-user.ts'
import { joinOrganization } from './join-organization.ts'

/**
 * Adds ordinary users without passkeys to the caller's organization and answers their ids, in the order sent.
 * @param call `apiOnlyUsers`, with P-256 keys
 * @param caller root user
 * @param system ids, limits
 * @throws every refusal of {@link readNewUsers} and {@link joinOrganization}
 * @see Turnkey wire protocol: create_api_only_users
 */
export const createApiOnlyUsers: ActivityHandler<'create_api_only_users'> = async (call, caller, system) => {
  const { apiOnlyUsers } = call.parameters
  const inputs = apiOnlyUsers.map((user) => ({
    userName: user.userName,
    userEmail: user.userEmail,
    apiKeys: user.apiKeys,
    authenticators: [],
  }))
  const { policy } = system
  const users = await readNewUsers(inputs, 'parameters.apiOnlyUsers', policy, [policy.origins])
  const tagIds = apiOnlyUsers.map((user) => user.userTags)
  return joinOrganization(users, tagIds, call, caller, system)
}
