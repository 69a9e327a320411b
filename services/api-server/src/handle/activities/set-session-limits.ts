/** `set_session_limits`. */
import type { ActivityHandler } from '../activity-handler.ts'
import { readExpiration } from '../credentials/new-api-key.ts'
import { lockOrganizationOf } from './lock-organization-of.ts'

/**
 * Sets for how long after their touch sessions of the caller's organization can be renewed, and answers that in seconds. It holds for
 * sessions that are open already, from their next renewal on, and for sub-organizations without a limit of their own.
 * @param call `renewalSeconds`, 0 for not at all
 * @param caller root user
 * @param system limits
 * @throws EXPIRATION_TOO_LONG when it is longer than any session may last
 */
export const setSessionLimits: ActivityHandler<'set_session_limits'> = (call, caller, { policy }) => {
  const renewalSeconds = readExpiration(call.parameters.renewalSeconds, 'parameters.renewalSeconds', policy) ?? 0
  return async (transaction) => {
    const { organizationId } = await lockOrganizationOf(transaction, caller)
    await transaction.setSessionRenewal(organizationId, renewalSeconds)
    return { renewalSeconds: String(renewalSeconds) }
  }
}
