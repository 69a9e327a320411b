/** Rule of what concerns one user: that user decides, or the root quorum. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import { mayActAsRoot } from '../../root-powers.ts'

/**
 * Passes the user the write is about, and a caller who alone is the root quorum.
 * @param call the write
 * @param caller who signed it
 * @throws REQUEST_NOT_AUTHORIZED when it is about somebody else
 */
export function checkSelfOrRoot(call: { parameters: { userId: string } }, caller: CallerFacts): void {
  if (call.parameters.userId === caller.userId || mayActAsRoot(caller)) return
  throw new Refusal('REQUEST_NOT_AUTHORIZED', { reason: "changes another user's name or credentials" })
}
