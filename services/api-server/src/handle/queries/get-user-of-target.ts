/** Users by id, for the reads that are about one user. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import type { UserWithCredentials } from '../../store/organization-rows.ts'
import type { Reads } from '../../store/store.ts'

/**
 * The user of the organization the call is about. Somebody else's user looks like none at all.
 * @param store where users are kept
 * @param caller who asks
 * @param userId lower-case UUID
 * @throws USER_NOT_FOUND when the organization has no such user
 */
export async function getUserOfTarget(
  store: Pick<Reads, 'findUser'>,
  caller: Pick<CallerFacts, 'targetOrganizationId'>,
  userId: string,
): Promise<UserWithCredentials> {
  const user = await store.findUser(caller.targetOrganizationId, userId)
  if (user === undefined) throw new Refusal('USER_NOT_FOUND')
  return user
}
