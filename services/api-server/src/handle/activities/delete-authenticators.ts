/** `delete_authenticators`. */
import { Refusal } from '../../refusal.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { checkRootCanSignIn } from './check-root-can-sign-in.ts'
import { lockOrganizationOf } from './lock-organization-of.ts'
import { lockUserOf } from './lock-user-of.ts'

/**
 * Deletes passkeys of a user with the sessions they opened, by themselves or through other sessions, and answers their ids and how many
 * sessions that were: who takes a lost device's passkey away means everything that was opened with it.
 * @param call `userId`, `authenticatorIds`
 * @param caller the user itself or a root user
 * @throws USER_NOT_FOUND when the organization has no such user
 * @throws AUTHENTICATOR_NOT_FOUND when one is not a passkey of that user; then none is deleted
 * @throws LAST_ROOT_CREDENTIAL when too few root users could sign in afterwards
 * @see Turnkey wire protocol: delete_authenticators
 */
export const deleteAuthenticators: ActivityHandler<'delete_authenticators'> =
  (call, caller) => async (transaction, activity) => {
    const { authenticatorIds } = call.parameters
    const organization = await lockOrganizationOf(transaction, caller)
    const { organizationId, userId } = await lockUserOf(transaction, caller, call.parameters.userId)
    const present = await transaction.listAuthenticators(organizationId, userId)
    const presentIds = new Set(present.map((row) => row.authenticatorId))
    if (!authenticatorIds.every((id) => presentIds.has(id))) throw new Refusal('AUTHENTICATOR_NOT_FOUND')
    await transaction.deleteAuthenticators(organizationId, userId, authenticatorIds)
    await checkRootCanSignIn(transaction, organization)
    const { createdAtMs } = activity
    const endedSessions = await transaction.endSessionsOfPasskeys(organizationId, authenticatorIds, createdAtMs)
    return { authenticatorIds, endedSessions }
  }
