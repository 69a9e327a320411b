/** Rule of changing users: session keys change no contacts. */
import type { CallerFacts } from '../../caller.ts'
import type { Policy } from '../../system.ts'
import { checkNotSession } from './check-not-session.ts'

/**
 * Passes a session key only if e-mail address and telephone number stay: whoever can set them can recover the account by them.
 * @param call the write
 * @param caller who signed it
 * @param policy `sessionPowers`: with `full`, session keys pass always
 * @throws STEP_UP_REQUIRED when a session key sets or clears a contact
 */
export function checkNoNewContact(
  call: { parameters: { userEmail?: string; userPhoneNumber?: string } },
  caller: CallerFacts,
  policy: Policy,
): void {
  const { userEmail, userPhoneNumber } = call.parameters
  if (userEmail !== undefined || userPhoneNumber !== undefined) checkNotSession(call, caller, policy)
}
