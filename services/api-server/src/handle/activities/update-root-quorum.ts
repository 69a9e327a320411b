/** `update_root_quorum`. */
import type { Transaction } from '../../store/store.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { violation } from '../credentials/new-api-key.ts'
import { checkRootCanSignIn } from './check-root-can-sign-in.ts'
import { checkThreshold } from './check-threshold.ts'
import { lockOrganizationOf } from './lock-organization-of.ts'

/**
 * Makes users the root users, and nobody else; answers nothing.
 * @param call `threshold`, `userIds`
 * @param caller root user
 * @param system the server's list of pages
 * @throws QUORUM_USERS_MISSING when no user is named, one twice, or one who is not of the organization
 * @throws QUORUM_INVALID when the threshold is not within 1 and the number of users
 * @throws LAST_ROOT_CREDENTIAL when too few of them could sign in
 * @see Turnkey wire protocol: update_root_quorum
 */
export const updateRootQuorum: ActivityHandler<'update_root_quorum'> = (call, caller, system) => {
  const { threshold, userIds } = call.parameters
  if (userIds.length === 0 || new Set(userIds).size < userIds.length) throw usersMissing()
  checkThreshold(threshold, userIds.length, 'parameters.threshold')
  return async (transaction) => {
    const organization = await lockOrganizationOf(transaction, caller)
    const { organizationId } = organization
    await checkAreUsers(transaction, organizationId, userIds)
    await transaction.setRootQuorum(organizationId, threshold, userIds)
    await checkRootCanSignIn(transaction, { ...organization, rootQuorumThreshold: threshold }, system.policy)
    return {}
  }
}

function usersMissing(): Error {
  return violation('QUORUM_USERS_MISSING', 'parameters.userIds', 'must name at least one user, each once')
}

async function checkAreUsers(
  transaction: Transaction,
  organizationId: string,
  userIds: readonly string[],
): Promise<void> {
  // In one order, whatever the request's: two writes that lock the same users must not wait for each other.
  for (const userId of userIds.toSorted()) {
    if ((await transaction.lockUser(organizationId, userId)) === undefined) throw usersMissing()
  }
}
