/** `get_organization_configs`. */
import type { QueryHandler } from '../query-handler.ts'
import { toFeature } from '../views/to-feature.ts'
import { toQuorum } from '../views/to-quorum.ts'
import { getOrganizationOfTarget } from './get-organization-of-target.ts'

/**
 * The features the organization itself has set, and its root quorum.
 * @param _call nothing but the organization
 * @param caller who signed it
 * @param system `store` is read
 * @throws every refusal of {@link getOrganizationOfTarget}
 * @see Turnkey wire protocol: get_organization_configs
 */
export const getOrganizationConfigs: QueryHandler<'get_organization_configs'> = async (_call, caller, { store }) => {
  const organization = await getOrganizationOfTarget(store, caller)
  const users = await store.listUsers(organization.organizationId)
  const features = await store.listFeatures(organization.organizationId)
  return { configs: { features: features.map(toFeature), quorum: toQuorum(organization, users) } }
}
