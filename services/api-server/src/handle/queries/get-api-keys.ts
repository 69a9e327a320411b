/** `get_api_keys`. */
import type { QueryHandler } from '../query-handler.ts'
import { toApiKey } from '../views/to-api-key.ts'
import { getUserOfTarget } from './get-user-of-target.ts'

/**
 * API keys of one user or, without `userId`, of the whole organization; expired ones too, until they are swept.
 * @param call `userId`, optional
 * @param caller who signed it
 * @param system `store` is read
 * @throws USER_NOT_FOUND when the organization has no such user
 * @see Turnkey wire protocol: get_api_keys
 */
export const getApiKeys: QueryHandler<'get_api_keys'> = async (call, caller, { store }) => {
  const { userId } = call.request
  const rows =
    userId === undefined
      ? await store.listApiKeys(caller.targetOrganizationId, undefined)
      : (await getUserOfTarget(store, caller, userId)).apiKeys
  return { apiKeys: rows.map(toApiKey) }
}
