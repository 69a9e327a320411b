/** Rule of every read: users read their own organization, a parent's users its sub-organizations too. */
import type { Call } from '../../call.ts'
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'

/** What the rule looks at in a call. */
export type TargetedCall = Pick<Call, 'organizationId'> & {
  operation: Pick<Call['operation'], 'resolvesSubOrganization'>
}

/**
 * Passes a caller whose organization is the one the call is about, or the parent of it.
 *
 * A parent's id may stand for the caller's sub-organization, but only in operations that say so.
 * @param call the read
 * @param caller who signed it
 * @throws ORGANIZATION_MISMATCH when the caller belongs elsewhere
 * @see Turnkey wire protocol: which organization a stamp resolves to
 */
export function checkMayRead(call: TargetedCall, caller: CallerFacts): void {
  const { organizationId, parentOrganizationId, targetOrganizationId } = caller
  const named = call.organizationId
  const isOwn = named === organizationId && targetOrganizationId === organizationId
  const isChild = named === targetOrganizationId && parentOrganizationId === undefined
  const isResolved =
    call.operation.resolvesSubOrganization && named === parentOrganizationId && targetOrganizationId === organizationId
  if (isOwn || isChild || isResolved) return
  throw new Refusal('ORGANIZATION_MISMATCH')
}
