/** Rule of registering API keys: session keys make no permanent ones. */
import type { CallerFacts } from '../../caller.ts'
import type { Policy } from '../../system.ts'
import { checkNotSession } from './check-not-session.ts'

/**
 * Passes a session key only if every key it registers expires; that none outlives it is decided in `handle/`, where the
 * exact moment is known.
 * @param call the write
 * @param caller who signed it
 * @param policy `sessionPowers`: with `full`, session keys pass always
 * @throws STEP_UP_REQUIRED when a session key registers a permanent key
 */
export function checkNoPermanentKeys(
  call: { parameters: { apiKeys: readonly { expirationSeconds?: unknown }[] } },
  caller: CallerFacts,
  policy: Policy,
): void {
  const makesPermanent = call.parameters.apiKeys.some((key) => key.expirationSeconds === undefined)
  if (makesPermanent) checkNotSession(call, caller, policy)
}
