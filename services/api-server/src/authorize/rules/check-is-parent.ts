/** Rule of what only parent organizations do. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'

/**
 * Passes a user of a parent organization.
 * @param _call the write
 * @param caller who signed it
 * @throws CALLER_NOT_PARENT when the caller's organization has a parent itself
 */
export function checkIsParent(_call: unknown, caller: CallerFacts): void {
  if (caller.parentOrganizationId !== undefined) throw new Refusal('CALLER_NOT_PARENT')
}
