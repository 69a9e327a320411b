/** `create_api_keys`: with an expiry, this is what opens a passkey session. */
import type { Caller } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import { isHeldToSession } from '../../session-powers.ts'
import type { System } from '../../system.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { addApiKeys } from '../credentials/add-api-keys.ts'
import { type NewApiKey, readNewApiKeys } from '../credentials/new-api-key.ts'
import { lockUserOf } from './lock-user-of.ts'

/**
 * Registers API keys for a user and answers their ids, in the order sent.
 * @param call `userId` and keys, in the shape of either version
 * @param caller the user itself or a root user
 * @param system ids, limits
 * @throws USER_NOT_FOUND when the organization has no such user
 * @throws STEP_UP_REQUIRED when a session key asks for a key that outlives it
 * @throws every refusal of {@link readNewApiKeys} and {@link addApiKeys}
 * @see Turnkey wire protocol: create_api_keys
 */
export const createApiKeys: ActivityHandler<'create_api_keys'> = (call, caller, system) => {
  const keys = readNewApiKeys(call.parameters.apiKeys, 'parameters.apiKeys', system.policy)
  return async (transaction, activity) => {
    checkNoneOutlives(keys, activity.createdAtMs, caller, system)
    const owner = await lockUserOf(transaction, caller, call.parameters.userId)
    return { apiKeyIds: await addApiKeys(transaction, owner, keys, { activity, system }) }
  }
}

function checkNoneOutlives(keys: readonly NewApiKey[], nowMs: number, caller: Caller, { policy }: System): void {
  const { credential } = caller
  if (!isHeldToSession(caller, policy) || credential.kind !== 'api-key' || credential.expiresAtMs === undefined) return
  const { expiresAtMs } = credential
  const outlives = keys.some(
    ({ expirationSeconds = Number.POSITIVE_INFINITY }) => nowMs + expirationSeconds * 1000 > expiresAtMs,
  )
  if (outlives) throw new Refusal('STEP_UP_REQUIRED', { reason: 'a new key would outlive the session key that signed' })
}
