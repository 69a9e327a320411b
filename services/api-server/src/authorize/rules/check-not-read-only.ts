/** Rule of the writes that need a signature. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'

/**
 * Passes a caller who signed the request, by key or passkey.
 * @param _call the write
 * @param caller who asks
 * @throws SESSION_READ_ONLY when only the token of a read-only session was presented
 */
export function checkNotReadOnly(_call: unknown, caller: CallerFacts): void {
  if (caller.credential.kind === 'read-only-session') throw new Refusal('SESSION_READ_ONLY')
}
