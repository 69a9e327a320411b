/** The token of a read-only session, put into the answer to its proposer and into nothing else. */
import { makeReadOnlyToken } from '../../read-only-token.ts'
import type { RecordedActivity } from '../../store/activity-rows.ts'
import type { System } from '../../system.ts'

/**
 * The stored result with the token in `session`, as long as the session lives; `session` stays empty afterwards.
 * @param activity recorded `create_read_only_session`
 * @param system key of the tokens, clock
 */
export function revealSession(
  { organizationId, activityId, result }: RecordedActivity,
  system: Pick<System, 'sessionSecret' | 'nowMs'>,
): unknown {
  const stored = result as { sessionExpiry: string }
  if (Number(stored.sessionExpiry) * 1000 <= system.nowMs()) return stored
  return { ...stored, session: makeReadOnlyToken(system.sessionSecret, organizationId, activityId) }
}
