/** `get_authenticator`. */
import { Refusal } from '../../refusal.ts'
import type { QueryHandler } from '../query-handler.ts'
import { toAuthenticator } from '../views/to-authenticator.ts'

/**
 * One passkey.
 * @param call `authenticatorId`
 * @param caller who signed it
 * @param system `store` is read
 * @throws AUTHENTICATOR_NOT_FOUND when the organization has no such passkey
 * @see Turnkey wire protocol: get_authenticator
 */
export const getAuthenticator: QueryHandler<'get_authenticator'> = async (call, caller, { store }) => {
  const authenticatorId = call.request.authenticatorId
  const row = await store.findAuthenticatorById(caller.targetOrganizationId, authenticatorId)
  if (row === undefined) throw new Refusal('AUTHENTICATOR_NOT_FOUND')
  return { authenticator: toAuthenticator(row) }
}
