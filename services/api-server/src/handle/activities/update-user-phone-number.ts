/** `update_user_phone_number`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { changeUser } from './change-user.ts'

/**
 * Gives a user another telephone number, which nobody has verified, and answers the user's id.
 * @param call `userId`, `userPhoneNumber`, of which `""` clears
 * @param caller the user itself or a root user
 * @throws every refusal of {@link changeUser}
 * @see Turnkey wire protocol: update_user_phone_number
 */
export const updateUserPhoneNumber: ActivityHandler<'update_user_phone_number'> = (call, caller) => {
  const { userId, userPhoneNumber, verificationToken } = call.parameters
  return changeUser({ userId, userPhoneNumber, verificationToken }, caller)
}
