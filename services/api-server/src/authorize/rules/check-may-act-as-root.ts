/** Rule of what concerns a whole organization. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'

/**
 * Tells whether the caller alone is the root quorum: a root user of an organization where one is enough.
 * @param caller who signed
 */
export function mayActAsRoot(caller: CallerFacts): boolean {
  return caller.isRoot && caller.rootQuorumThreshold === 1
}

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
