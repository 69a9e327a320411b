/** `remove_organization_feature`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { toFeature } from '../views/to-feature.ts'
import { lockOrganizationOf } from './lock-organization-of.ts'

/**
 * Removes a feature of the caller's organization, if it is set, and answers all that are still set.
 * @param call `name`
 * @param caller root user
 * @see Turnkey wire protocol: remove_organization_feature
 */
export const removeOrganizationFeature: ActivityHandler<'remove_organization_feature'> =
  (call, caller) => async (transaction) => {
    const { organizationId } = await lockOrganizationOf(transaction, caller)
    await transaction.removeFeature(organizationId, call.parameters.name)
    return { features: (await transaction.listFeatures(organizationId)).map(toFeature) }
  }
