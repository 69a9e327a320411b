/** Rows of users, locked. */
import { Refusal } from '../../refusal.ts'
import type { UserRow } from '../../store/organization-rows.ts'
import type { Transaction } from '../../store/store.ts'

/**
 * Locks a user's row and answers it.
 * @param transaction the one in which the activity is recorded
 * @param organizationId organization the write is about, lower-case UUID
 * @param userId lower-case UUID
 * @throws USER_NOT_FOUND when the organization has no such user
 */
export async function lockUser(
  transaction: Pick<Transaction, 'lockUser'>,
  organizationId: string,
  userId: string,
): Promise<UserRow> {
  const user = await transaction.lockUser(organizationId, userId)
  if (user === undefined) throw new Refusal('USER_NOT_FOUND')
  return user
}

/**
 * Locks rows of users, in one order whatever the request's: two writes that lock the same users must not wait for each other.
 * @param transaction the one in which the activity is recorded
 * @param organizationId organization the write is about, lower-case UUID
 * @param userIds lower-case UUIDs
 * @throws USER_NOT_FOUND when one is not a user of the organization
 */
export async function lockUsers(
  transaction: Pick<Transaction, 'lockUser'>,
  organizationId: string,
  userIds: readonly string[],
): Promise<void> {
  for (const userId of userIds.toSorted()) await lockUser(transaction, organizationId, userId)
}
