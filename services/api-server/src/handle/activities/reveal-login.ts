/** The token of a log-in, signed for the answer to its proposer and for nothing else. */
import { signDer, signSessionJwt } from '@latchkey/crypto'
import type { RecordedActivity } from '../../store/activity-rows.ts'
import type { System } from '../../system.ts'

/**
 * The stored result with the signed token in `session`. A retry gets the same statement with another signature.
 * @param activity recorded `stamp_login`
 * @param system key of session tokens
 */
export async function revealLogin(
  { result }: Pick<RecordedActivity, 'result'>,
  { sessionJwtKey }: Pick<System, 'sessionJwtKey'>,
): Promise<unknown> {
  const { session } = result as { session: string }
  return { session: await signSessionJwt(session, (message) => signDer(sessionJwtKey.privateKey, message)) }
}
