/** The third stage: whether a proven caller may make this call. What depends on stored rows is decided where they are locked, in `handle/`. */
import type { ActivityName, QueryName } from '@latchkey/contract'
import type { ActivityCall, Call, Grant, QueryCall } from '../call.ts'
import type { Caller } from '../caller.ts'
import type { System } from '../system.ts'
import { activityRules } from './activity-rules.ts'
import { checkScope } from './check-scope.ts'
import { queryRules } from './query-rules.ts'
import { checkIsRoot } from './rules/check-is-root.ts'
import { checkMayWrite } from './rules/check-may-write.ts'
import { checkNotReadOnly } from './rules/check-not-read-only.ts'
import { checkNotSession } from './rules/check-not-session.ts'

/**
 * Passes a call that its caller may make, refuses every other, and answers on whose decision it goes ahead.
 * @param call well-formed request
 * @param caller who signed it
 * @param system `policy` decides about session keys
 * @throws ORGANIZATION_MISMATCH when the caller has nothing to do with the organization
 * @throws SESSION_READ_ONLY when a read-only session submits an activity
 * @throws REQUEST_NOT_AUTHORIZED when only somebody else may do this
 * @throws CALLER_NOT_PARENT when a sub-organization asks for a sub-organization
 * @throws CALLER_NOT_SUB_ORGANIZATION when a parent organization is to be deleted
 * @throws SESSION_SCOPE_EXCEEDED when the session's profile does not allow the write
 * @throws STEP_UP_REQUIRED when a session key asks for what would outlive it, or for what other root users would have to agree to
 */
export function authorize(call: Call, caller: Caller, system: System): Grant {
  return call.kind === 'query' ? authorizeQuery(call, caller) : authorizeActivity(call, caller, system)
}

function authorizeQuery<Name extends QueryName>(call: QueryCall<Name>, caller: Caller): Grant {
  for (const check of queryRules[call.name]) check(call, caller)
  return 'caller'
}

function authorizeActivity<Name extends ActivityName>(
  call: ActivityCall<Name>,
  caller: Caller,
  { policy }: System,
): Grant {
  checkScope(call, caller)
  const { decidedBy, checks, isOpenToReadOnly = false } = activityRules[call.name]
  if (!isOpenToReadOnly) checkNotReadOnly(call, caller)
  checkMayWrite(call, caller)
  const grant = decidedBy(call, caller)
  if (grant === 'root-quorum') checkIsRoot(call, caller)
  for (const check of checks) check(call, caller, policy)
  if (grant === 'root-quorum' && caller.rootQuorumThreshold > 1) checkNotSession(call, caller, policy)
  return grant
}
