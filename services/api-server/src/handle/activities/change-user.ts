/** Changing a user's name and contacts: what `update_user` and its three narrower forms have in common. */
import type { ActivityResult } from '@latchkey/contract'
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import type { Effect } from '../../store/store.ts'
import { lockUser } from './lock-user.ts'

/** What a request says about a user; an absent member stays as it is, an empty contact is cleared. */
export interface UserChanges {
  userId: string
  userName?: string | undefined
  userEmail?: string | undefined
  userPhoneNumber?: string | undefined
  verificationToken?: string | undefined
}

/**
 * Effect that changes a user of the caller's organization and answers its id.
 * @param changes parameters of the activity
 * @param caller the user itself or a root user
 * @throws IDENTITY_PROVIDERS_UNAVAILABLE at once, when a token is to prove the contact
 * @throws USER_NOT_FOUND in the effect, when the organization has no such user
 */
export function changeUser(
  { userId, userName, userEmail, userPhoneNumber, verificationToken }: UserChanges,
  { organizationId }: CallerFacts,
): Effect<ActivityResult['update_user']> {
  if (verificationToken) throw new Refusal('IDENTITY_PROVIDERS_UNAVAILABLE')
  return async (transaction, { createdAtMs }) => {
    const user = await lockUser(transaction, organizationId, userId)
    await transaction.updateUser({
      ...user,
      userName: userName ?? user.userName,
      email: (userEmail ?? user.email) || undefined,
      phoneNumber: (userPhoneNumber ?? user.phoneNumber) || undefined,
      updatedAtMs: createdAtMs,
    })
    return { userId }
  }
}
