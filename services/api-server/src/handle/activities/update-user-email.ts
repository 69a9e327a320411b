/** `update_user_email`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { changeUser } from './change-user.ts'

/**
 * Gives a user another e-mail address, which nobody has verified, and answers the user's id.
 * @param call `userId`, `userEmail`, of which `""` clears
 * @param caller the user itself or a root user
 * @throws every refusal of {@link changeUser}
 * @see Turnkey wire protocol: update_user_email
 */
export const updateUserEmail: ActivityHandler<'update_user_email'> = (call, caller) => {
  const { userId, userEmail, verificationToken } = call.parameters
  return changeUser({ userId, userEmail, verificationToken }, caller)
}
