/** That nobody locks an organization out of itself. */
import { Refusal } from '../../refusal.ts'
import type { OrganizationRow } from '../../store/organization-rows.ts'
import type { Transaction } from '../../store/store.ts'

/**
 * Passes an organization in which as many root users as must agree can still sign in for good.
 * @param transaction the one in which credentials were deleted
 * @param organization its row, locked before they were
 * @throws LAST_ROOT_CREDENTIAL when too few root users hold a passkey or a permanent API key
 */
export async function checkRootCanSignIn(
  transaction: Pick<Transaction, 'countUsableRootUsers'>,
  organization: Pick<OrganizationRow, 'organizationId' | 'rootQuorumThreshold'>,
): Promise<void> {
  const usable = await transaction.countUsableRootUsers(organization.organizationId)
  if (usable < organization.rootQuorumThreshold) throw new Refusal('LAST_ROOT_CREDENTIAL')
}
