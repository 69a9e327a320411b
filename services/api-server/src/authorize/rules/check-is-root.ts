/** Rule of what only root users do. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'

/**
 * Passes a root user, however many must agree.
 * @param _call the write
 * @param caller who signed it
 * @throws REQUEST_NOT_AUTHORIZED for everybody else
 */
export function checkIsRoot(_call: unknown, caller: Pick<CallerFacts, 'isRoot'>): void {
  if (!caller.isRoot) throw new Refusal('REQUEST_NOT_AUTHORIZED', { reason: 'needs a root user' })
}
