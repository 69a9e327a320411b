/** `get_api_key`. */
import { Refusal } from '../../refusal.ts'
import type { QueryHandler } from '../query-handler.ts'
import { toApiKey } from '../views/to-api-key.ts'

/**
 * One API key.
 * @param call `apiKeyId`
 * @param caller who signed it
 * @param system `store` is read
 * @throws API_KEY_NOT_FOUND when the organization has no such key
 * @see Turnkey wire protocol: get_api_key
 */
export const getApiKey: QueryHandler<'get_api_key'> = async (call, caller, { store }) => {
  const row = await store.findApiKeyById(caller.targetOrganizationId, call.request.apiKeyId)
  if (row === undefined) throw new Refusal('API_KEY_NOT_FOUND')
  return { apiKey: toApiKey(row) }
}
