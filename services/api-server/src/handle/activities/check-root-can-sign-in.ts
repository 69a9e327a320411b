/** That nobody locks an organization out of itself. */
import { webauthnOriginsFeature } from '@latchkey/contract'
import { findUsableRpIds, type OriginLists, readOriginsFeature } from '../../passkey-origins.ts'
import { Refusal } from '../../refusal.ts'
import type { OrganizationRow } from '../../store/organization-rows.ts'
import type { Transaction } from '../../store/store.ts'
import type { Policy } from '../../system.ts'

type Reach = Pick<Transaction, 'countUsableRootUsers' | 'listFeatures'>
type Locked = Pick<OrganizationRow, 'organizationId' | 'parentOrganizationId' | 'rootQuorumThreshold'>

/**
 * Passes an organization in which as many root users as must agree can still sign in for good. A passkey counts only if there is a page
 * left on which it is taken.
 * @param transaction the one in which credentials, root users or pages were changed
 * @param organization its row, locked before they were
 * @param policy the server's list of pages
 * @throws LAST_ROOT_CREDENTIAL when too few root users hold a passkey that can be used or a permanent API key
 */
export async function checkRootCanSignIn(
  transaction: Reach,
  organization: Locked,
  policy: Pick<Policy, 'origins'>,
): Promise<void> {
  const { organizationId, rootQuorumThreshold } = organization
  const rpIds = findUsableRpIds(await readOriginLists(transaction, organization, policy))
  const usable = await transaction.countUsableRootUsers(organizationId, rpIds)
  if (usable < rootQuorumThreshold) throw new Refusal('LAST_ROOT_CREDENTIAL')
}

async function readOriginLists(
  transaction: Reach,
  { organizationId, parentOrganizationId }: Locked,
  { origins }: Pick<Policy, 'origins'>,
): Promise<OriginLists> {
  const own = await transaction.listFeatures(organizationId)
  const above = parentOrganizationId === undefined ? [] : await transaction.listFeatures(parentOrganizationId)
  const values = [...own, ...above].filter(({ featureName }) => featureName === webauthnOriginsFeature)
  return [origins, ...values.map(({ value = '' }) => readOriginsFeature(value))]
}
