/** The third stage: whether a proven caller may make this call. What depends on stored rows is decided where they are locked, in `handle/`. */
import type { ActivityName, QueryName } from '@latchkey/contract'
import type { ActivityCall, Call, QueryCall } from '../call.ts'
import type { Caller } from '../caller.ts'
import type { System } from '../system.ts'
import { activityRules } from './activity-rules.ts'
import { checkScope } from './check-scope.ts'
import { queryRules } from './query-rules.ts'

/**
 * Passes a call that its caller may make and refuses every other.
 * @param call well-formed request
 * @param caller who signed it
 * @param system `policy` decides about session keys
 * @throws ORGANIZATION_MISMATCH when the caller has nothing to do with the organization
 * @throws SESSION_READ_ONLY when a read-only session submits an activity
 * @throws REQUEST_NOT_AUTHORIZED when only somebody else may do this
 * @throws CALLER_NOT_PARENT when a sub-organization asks for a sub-organization
 * @throws CALLER_NOT_SUB_ORGANIZATION when a parent organization is to be deleted
 * @throws SESSION_SCOPE_EXCEEDED when the session's profile does not allow the write
 * @throws STEP_UP_REQUIRED when a session key asks for what would outlive it
 */
export function authorize(call: Call, caller: Caller, system: System): void {
  if (call.kind === 'query') {
    authorizeQuery(call, caller)
  } else {
    checkScope(call, caller)
    authorizeActivity(call, caller, system)
  }
}

function authorizeQuery<Name extends QueryName>(call: QueryCall<Name>, caller: Caller): void {
  for (const check of queryRules[call.name]) check(call, caller)
}

function authorizeActivity<Name extends ActivityName>(call: ActivityCall<Name>, caller: Caller, system: System): void {
  for (const check of activityRules[call.name]) check(call, caller, system.policy)
}
