/** `get_organization`. */

import type { QueryHandler } from '../query-handler.ts'
import { toFeature } from '../views/to-feature.ts'
import { toQuorum } from '../views/to-quorum.ts'
import { toTag } from '../views/to-tag.ts'
import { toUser } from '../views/to-user.ts'
import { getOrganizationOfTarget } from './get-organization-of-target.ts'

/**
 * The organization with its users, their tags, root quorum and features; lists of what this server has none of are empty.
 * @param _call nothing but the organization
 * @param caller who signed it
 * @param system `store` is read
 * @throws every refusal of {@link getOrganizationOfTarget}
 * @see Turnkey wire protocol: get_organization
 */
export const getOrganization: QueryHandler<'get_organization'> = async (_call, caller, { store }) => {
  const organizationId = caller.targetOrganizationId
  const organization = await getOrganizationOfTarget(store, caller)
  const users = await store.listUsers(organizationId)
  const tags = await store.listUserTags(organizationId)
  const features = await store.listFeatures(organizationId)
  return {
    organizationData: {
      organizationId,
      name: organization.organizationName,
      users: users.map(toUser),
      policies: [],
      privateKeys: [],
      invitations: [],
      tags: tags.map(toTag),
      rootQuorum: toQuorum(organization, users),
      features: features.map(toFeature),
      wallets: [],
    },
  }
}
