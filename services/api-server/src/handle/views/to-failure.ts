/** Why an activity failed, as answers give it. */
import type { ActivityRecord } from '@latchkey/contract'
import { toErrorStatus } from '../../error-status.ts'
import type { Failure } from '../../store/activity-rows.ts'

/**
 * Wire form of a failure: the status that the request would have been refused with, had it not waited.
 * @param failure stored reason
 * @see Turnkey wire protocol: activity response, failure
 */
export function toFailure({ code, fieldViolations }: Failure): NonNullable<ActivityRecord['failure']> {
  return toErrorStatus(code, {}, fieldViolations)
}
