/** Root quorums as answers give them. */
import type { QueryResponse } from '@latchkey/contract'
import type { OrganizationRow, UserRow } from '../../store/organization-rows.ts'

/**
 * Wire form of who may do everything, and how many of them must agree.
 * @param organization whose quorum it is
 * @param users all its users
 * @see Turnkey wire protocol: Quorum
 */
export function toQuorum(
  organization: Pick<OrganizationRow, 'rootQuorumThreshold'>,
  users: readonly Pick<UserRow, 'isRoot' | 'userId'>[],
): QueryResponse['get_organization_configs']['configs']['quorum'] {
  const userIds = users.filter((user) => user.isRoot).map((user) => user.userId)
  return { threshold: organization.rootQuorumThreshold, userIds }
}
