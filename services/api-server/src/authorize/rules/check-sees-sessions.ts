/** Rule of listing sessions: a user's own, or with a root user's powers another's. */
import type { QueryCall } from '../../call.ts'
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'

/**
 * Passes a list of the caller's own sessions and, for root users and for a parent's users, who read its sub-organizations, of anybody's.
 * @param call the read
 * @param caller who signed it
 * @throws REQUEST_NOT_AUTHORIZED when it names another user
 */
export function checkSeesSessions(call: QueryCall<'list_sessions'>, caller: CallerFacts): void {
  const { userId = caller.userId } = call.request
  const isOfParent = caller.targetOrganizationId !== caller.organizationId
  if (userId === caller.userId || caller.isRoot || isOfParent) return
  throw new Refusal('REQUEST_NOT_AUTHORIZED', { reason: "asks for another user's sessions" })
}
