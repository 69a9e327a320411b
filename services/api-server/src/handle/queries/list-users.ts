/** `list_users`. */
import type { QueryHandler } from '../query-handler.ts'
import { toUser } from '../views/to-user.ts'

/**
 * All users of the organization with their credentials, in order of creation.
 * @param _call nothing but the organization
 * @param caller who signed it
 * @param system `store` is read
 * @see Turnkey wire protocol: list_users
 */
export const listUsers: QueryHandler<'list_users'> = async (_call, caller, { store }) => ({
  users: (await store.listUsers(caller.targetOrganizationId)).map(toUser),
})
