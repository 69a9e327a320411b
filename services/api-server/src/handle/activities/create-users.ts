/** `create_users`. */
import { findOriginLists } from '../../passkey-origins.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { readNewUsers } from '../credentials/new-user.ts'
import { joinOrganization } from './join-organization.ts'

/**
 * Adds ordinary users to the caller's organization and answers their ids, in the order sent.
 * @param call parameters of any version
 * @param caller root user
 * @param system ids, limits, origins
 * @throws every refusal of {@link readNewUsers} and {@link joinOrganization}
 * @see Turnkey wire protocol: create_users
 */
export const createUsers: ActivityHandler<'create_users'> = async (call, caller, system) => {
  const origins = await findOriginLists(caller, system)
  const { users: inputs } = call.parameters
  const users = await readNewUsers(inputs, 'parameters.users', system.policy, origins)
  const tagIds = inputs.map((input) => input.userTags)
  return joinOrganization(users, tagIds, call, caller, system)
}
