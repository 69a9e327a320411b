/** Rule of what only sub-organizations do. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'

/**
 * Passes a user of a sub-organization.
 * @param _call the write
 * @param caller who signed it
 * @throws CALLER_NOT_SUB_ORGANIZATION when the caller's organization has no parent
 */
export function checkIsSubOrganization(_call: unknown, caller: CallerFacts): void {
  if (caller.parentOrganizationId === undefined) throw new Refusal('CALLER_NOT_SUB_ORGANIZATION')
}
