/** `update_user`. */
import { Refusal } from '../../refusal.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { changeUser } from './change-user.ts'

/**
 * Changes what is sent of a user and answers its id.
 * @param call `userId`; name and contacts, of which absent ones stay; `userTagIds`, which official clients send empty always
 * @param caller the user itself or a root user
 * @throws IDENTITY_PROVIDERS_UNAVAILABLE when tags are asked for
 * @throws USER_NOT_FOUND when the organization has no such user
 * @see Turnkey wire protocol: update_user
 */
export const updateUser: ActivityHandler<'update_user'> = (call, caller) => {
  const { userId, userName, userEmail, userPhoneNumber, userTagIds = [] } = call.parameters
  if (userTagIds.length > 0) throw new Refusal('IDENTITY_PROVIDERS_UNAVAILABLE')
  return changeUser({ userId, userName, userEmail, userPhoneNumber }, caller)
}
