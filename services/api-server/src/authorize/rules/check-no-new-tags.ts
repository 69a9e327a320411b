/** Rule of changing users: session keys change no tags. */
import type { CallerFacts } from '../../caller.ts'
import type { Policy } from '../../system.ts'
import { checkNotSession } from './check-not-session.ts'

/**
 * Passes a session key only if tags stay, which outlive every session.
 * @param call the write; an empty list of tags leaves them alone
 * @param caller who signed it
 * @param policy `sessionPowers`: with `full`, session keys pass too
 * @throws STEP_UP_REQUIRED when a session key changes tags
 */
export function checkNoNewTags(
  call: { parameters: { userTagIds?: readonly string[] } },
  caller: CallerFacts,
  policy: Policy,
): void {
  const { userTagIds = [] } = call.parameters
  if (userTagIds.length > 0) checkNotSession(call, caller, policy)
}
