/** Rule of what concerns a whole organization. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import { mayActAsRoot } from '../../root-powers.ts'

/**
 * Passes a caller who alone is the root quorum.
 * @param _call the write
 * @param caller who signed it
 * @throws REQUEST_NOT_AUTHORIZED when the caller is not a root user, or several must agree
 */
export function checkMayActAsRoot(_call: unknown, caller: CallerFacts): void {
  if (!mayActAsRoot(caller)) {
    throw new Refusal('REQUEST_NOT_AUTHORIZED', { reason: 'needs a root user who may act alone' })
  }
}
