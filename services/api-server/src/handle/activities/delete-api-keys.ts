/** `delete_api_keys`: also how a passkey session ends before its time. */
import { Refusal } from '../../refusal.ts'
import { isHeldToSession } from '../../session-powers.ts'
import type { ApiKeyLife } from '../../store/credential-rows.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { checkRootCanSignIn } from './check-root-can-sign-in.ts'
import { lockOrganizationOf } from './lock-organization-of.ts'
import { lockUserOf } from './lock-user-of.ts'

/**
 * Deletes API keys of a user and answers their ids. A session key may delete session keys, itself included.
 * @param call `userId`, `apiKeyIds`
 * @param caller the user itself or a root user
 * @param system `policy` decides about session keys
 * @throws USER_NOT_FOUND when the organization has no such user
 * @throws API_KEY_NOT_FOUND when one is not a key of that user; then none is deleted
 * @throws STEP_UP_REQUIRED when a session key asks for the end of a permanent key
 * @throws LAST_ROOT_CREDENTIAL when too few root users could sign in afterwards
 * @see Turnkey wire protocol: delete_api_keys
 */
export const deleteApiKeys: ActivityHandler<'delete_api_keys'> = (call, caller, system) => async (transaction) => {
  const { apiKeyIds } = call.parameters
  const organization = await lockOrganizationOf(transaction, caller)
  const { organizationId, userId } = await lockUserOf(transaction, caller, call.parameters.userId)
  const rows = pickKeys(await transaction.listApiKeyLives(organizationId, userId), apiKeyIds)
  const endsPermanent = rows.some((row) => row.expiresAtMs === undefined)
  if (endsPermanent && isHeldToSession(caller, system.policy)) throw new Refusal('STEP_UP_REQUIRED')
  await transaction.deleteApiKeys(organizationId, userId, apiKeyIds)
  if (endsPermanent) await checkRootCanSignIn(transaction, organization, system.policy)
  return { apiKeyIds }
}

function pickKeys(present: readonly ApiKeyLife[], apiKeyIds: readonly string[]): ApiKeyLife[] {
  const byId = new Map(present.map((row) => [row.apiKeyId, row]))
  return apiKeyIds.map((id) => {
    const row = byId.get(id)
    if (row === undefined) throw new Refusal('API_KEY_NOT_FOUND')
    return row
  })
}
