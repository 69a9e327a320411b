/** Rule of what outlives every session. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import { isHeldToSession } from '../../session-powers.ts'
import type { Policy } from '../../system.ts'

/**
 * Passes every caller but a session key: a stolen session must not be able to make itself permanent.
 * @param _call the write
 * @param caller who signed it
 * @param policy `sessionPowers`: with `full`, session keys pass too
 * @throws STEP_UP_REQUIRED when a session key signed
 */
export function checkNotSession(_call: unknown, caller: CallerFacts, policy: Policy): void {
  if (isHeldToSession(caller, policy)) throw new Refusal('STEP_UP_REQUIRED')
}
