/** Rule of changing users: only root users change tags. */
import type { CallerFacts } from '../../caller.ts'
import type { Policy } from '../../system.ts'
import { checkMayActAsRoot } from './check-may-act-as-root.ts'
import { checkNotSession } from './check-not-session.ts'

/**
 * Passes anybody but a root user only if tags stay: users must not tag themselves, and tags outlive sessions.
 * @param call the write; an empty list of tags leaves them alone
 * @param caller who signed it
 * @param policy `sessionPowers`: with `full`, session keys of root users pass too
 * @throws REQUEST_NOT_AUTHORIZED when somebody else than a root user changes tags
 * @throws STEP_UP_REQUIRED when a session key does
 */
export function checkNoNewTags(
  call: { parameters: { userTagIds?: readonly string[] } },
  caller: CallerFacts,
  policy: Policy,
): void {
  const { userTagIds = [] } = call.parameters
  if (userTagIds.length === 0) return
  checkMayActAsRoot(call, caller)
  checkNotSession(call, caller, policy)
}
