/** The organization a write is about, locked. */
import type { CallerFacts } from '../../caller.ts'
import type { OrganizationRow } from '../../store/organization-rows.ts'
import type { Transaction } from '../../store/store.ts'

/**
 * Locks the caller's organization and answers its row. Always before any user's row, so that two writes cannot wait for each other.
 * @param transaction the one in which the activity is recorded
 * @param caller who signed
 */
export async function lockOrganizationOf(transaction: Transaction, caller: CallerFacts): Promise<OrganizationRow> {
  const organization = await transaction.lockOrganization(caller.organizationId)
  if (organization === undefined)
    throw new Error(`organization ${caller.organizationId} of a proven caller is not stored`)
  return organization
}
