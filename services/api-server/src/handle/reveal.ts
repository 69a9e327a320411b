/** Results that are stored without their secret, or without what proves them, made whole for the answer to their proposer. */
import type { ActivityName } from '@latchkey/contract'
import type { RecordedActivity } from '../store/activity-rows.ts'
import type { System } from '../system.ts'
import { revealLogin } from './activities/reveal-login.ts'
import { revealSession } from './activities/reveal-session.ts'

/**
 * The result of a write as its proposer gets it; for most writes, as it was stored.
 * @param name path segment of the write
 * @param recorded the recorded activity
 * @param system keys and clock
 */
export async function reveal(name: ActivityName, recorded: RecordedActivity, system: System): Promise<unknown> {
  if (name === 'create_read_only_session') return revealSession(recorded, system)
  if (name === 'stamp_login') return revealLogin(recorded, system)
  return recorded.result
}
