/** Rule of every write: only into the caller's own organization. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import { checkMayRead, type TargetedCall } from './check-may-read.ts'

/**
 * Passes a caller who belongs to the organization that is written to: a parent reads its sub-organizations and writes none.
 * @param call the write
 * @param caller who signed it
 * @throws ORGANIZATION_MISMATCH when the caller belongs elsewhere
 * @throws REQUEST_NOT_AUTHORIZED when a parent's user writes to a sub-organization
 */
export function checkMayWrite(call: TargetedCall, caller: CallerFacts): void {
  checkMayRead(call, caller)
  if (caller.targetOrganizationId !== caller.organizationId) {
    throw new Refusal('REQUEST_NOT_AUTHORIZED', {
      reason: 'a parent may read its sub-organizations, not write to them',
    })
  }
}
