/** `create_authenticators`. */
import { findOriginLists } from '../../passkey-origins.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { addAuthenticators } from '../credentials/add-authenticators.ts'
import { verifyRegistrations } from '../credentials/registration.ts'
import { lockUserOf } from './lock-user-of.ts'

/**
 * Registers passkeys for a user and answers their ids, in the order sent.
 * @param call `userId` and registrations, in the shape of either version
 * @param caller the user itself or a root user
 * @param system ids, origins
 * @throws USER_NOT_FOUND when the organization has no such user
 * @throws every refusal of {@link verifyRegistrations} and {@link addAuthenticators}
 * @see Turnkey wire protocol: create_authenticators
 */
export const createAuthenticators: ActivityHandler<'create_authenticators'> = async (call, caller, system) => {
  const { userId, authenticators } = call.parameters
  const origins = await findOriginLists(caller, system)
  const verified = await verifyRegistrations(authenticators, 'parameters.authenticators', origins)
  return async (transaction, activity) => {
    const owner = await lockUserOf(transaction, caller, userId)
    return { authenticatorIds: await addAuthenticators(transaction, owner, verified, { activity, system }) }
  }
}
