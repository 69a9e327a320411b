/** `get_organization_configs`. */
import type { QueryHandler } from '../query-handler.ts'
import { toQuorum } from '../views/to-quorum.ts'
import { getOrganizationOfTarget } from './get-organization-of-target.ts'

/**
 * The organization's root quorum; this server has no features that could be set.
 * @param _call nothing but the organization
 * @param caller who signed it
 * @param system `store` is read
 * @throws every refusal of {@link getOrganizationOfTarget}
 * @see Turnkey wire protocol: get_organization_configs
 */
export const getOrganizationConfigs: QueryHandler<'get_organization_configs'> = async (_call, caller, { store }) => {
  const organization = await getOrganizationOfTarget(store, caller)
  const users = await store.listUsers(organization.organizationId)
  return { configs: { features: [], quorum: toQuorum(organization, users) } }
}
