/** `delete_read_only_sessions`: logging out. */
import type { ActivityHandler } from '../activity-handler.ts'

/**
 * Ends the session whose token was presented or, for a caller who signed, all read-only sessions of that user.
 * @param _call no parameters
 * @param caller whose sessions end
 */
export const deleteReadOnlySessions: ActivityHandler<'delete_read_only_sessions'> = (_call, caller) => {
  const { organizationId, userId, credential } = caller
  const tokenHash = credential.kind === 'read-only-session' ? credential.tokenHash : undefined
  return async (transaction) => {
    await transaction.deleteReadOnlySessions(organizationId, userId, tokenHash)
    return { userId }
  }
}
