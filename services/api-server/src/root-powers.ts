/** Who alone decides for an organization: the one question about root users that `authorize/` and `handle/` both ask. */
import type { CallerFacts } from './caller.ts'

/**
 * Tells whether the caller alone is the root quorum: a root user of an organization where one is enough.
 * @param caller who signed
 */
export function mayActAsRoot(caller: Pick<CallerFacts, 'isRoot' | 'rootQuorumThreshold'>): boolean {
  return caller.isRoot && caller.rootQuorumThreshold === 1
}
