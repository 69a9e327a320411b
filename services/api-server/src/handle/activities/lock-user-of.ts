/** The user a write is about, locked. */
import type { CallerFacts } from '../../caller.ts'
import type { Transaction } from '../../store/store.ts'
import type { Owner } from '../credentials/owner.ts'
import { lockUser } from './lock-user.ts'

/**
 * Locks a user of the caller's organization and answers it as owner of credentials.
 * @param transaction the one in which the activity is recorded
 * @param caller who signed
 * @param userId lower-case UUID
 * @throws USER_NOT_FOUND when the organization has no such user
 */
export async function lockUserOf(transaction: Transaction, caller: CallerFacts, userId: string): Promise<Owner> {
  const { organizationId, parentOrganizationId } = caller
  await lockUser(transaction, organizationId, userId)
  return { organizationId, parentOrganizationId, userId }
}
