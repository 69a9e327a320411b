/** `update_organization_name`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { lockOrganizationOf } from './lock-organization-of.ts'

/**
 * Renames the caller's organization and answers its id and new name.
 * @param call `organizationName`
 * @param caller root user
 * @see Turnkey wire protocol: update_organization_name
 */
export const updateOrganizationName: ActivityHandler<'update_organization_name'> =
  (call, caller) => async (transaction) => {
    const { organizationName } = call.parameters
    const { organizationId } = await lockOrganizationOf(transaction, caller)
    await transaction.renameOrganization(organizationId, organizationName)
    return { organizationId, organizationName }
  }
