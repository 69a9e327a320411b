/** `delete_sub_organization`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { lockOrganizationOf } from './lock-organization-of.ts'

/**
 * Deletes the caller's sub-organization and answers its id. What it did stays on record, where nobody can ask for it any more.
 * @param _call there is nothing to export, so nothing of its parameters counts
 * @param caller root user of the sub-organization
 * @see Turnkey wire protocol: delete_sub_organization
 */
export const deleteSubOrganization: ActivityHandler<'delete_sub_organization'> =
  (_call, caller) =>
  async (transaction, { createdAtMs }) => {
    const { organizationId } = await lockOrganizationOf(transaction, caller)
    await transaction.deleteOrganization(organizationId, createdAtMs)
    return { subOrganizationUuid: organizationId }
  }
