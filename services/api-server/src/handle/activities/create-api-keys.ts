/** `create_api_keys`: with an expiry, this is what opens a passkey session. */
import type { ActivityHandler } from '../activity-handler.ts'
import { addApiKeys } from '../credentials/add-api-keys.ts'
import { checkNoneOutlives } from '../credentials/check-none-outlives.ts'
import { readNewApiKeys } from '../credentials/new-api-key.ts'
import { lockUserOf } from './lock-user-of.ts'

/**
 * Registers API keys for a user and answers their ids, in the order sent.
 * @param call `userId` and keys, in the shape of either version
 * @param caller the user itself or a root user
 * @param system ids, limits
 * @throws USER_NOT_FOUND when the organization has no such user
 * @throws every refusal of {@link readNewApiKeys}, {@link checkNoneOutlives} and {@link addApiKeys}
 * @see Turnkey wire protocol: create_api_keys
 */
export const createApiKeys: ActivityHandler<'create_api_keys'> = (call, caller, system) => {
  const keys = readNewApiKeys(call.parameters.apiKeys, 'parameters.apiKeys', system.policy)
  return async (transaction, activity) => {
    checkNoneOutlives(keys, activity.createdAtMs, caller, system.policy)
    const birth = { activity, caller, userAgent: call.userAgent, system }
    const owner = await lockUserOf(transaction, caller, call.parameters.userId)
    return { apiKeyIds: await addApiKeys(transaction, owner, keys, birth) }
  }
}
