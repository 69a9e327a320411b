/** `whoami`: answered from what authentication found, without another look at the store: every client asks this often. */
import type { QueryHandler } from '../query-handler.ts'

/**
 * The caller's own user and organization.
 * @param _call nothing but the organization
 * @param caller who signed it
 * @see Turnkey wire protocol: whoami
 */
export const whoami: QueryHandler<'whoami'> = (_call, caller) => ({
  organizationId: caller.organizationId,
  organizationName: caller.organizationName,
  userId: caller.userId,
  username: caller.userName,
})
