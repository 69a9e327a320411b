/** Answers bent for client versions that read them in another unit than the protocol gives them. */
import type { Call } from '../call.ts'
import { memberOf } from '../member-of.ts'

/** `@turnkey/sdk-browser` before 5.0.0. */
const readsMilliseconds = /^@turnkey\/sdk-browser@[0-4]\./

/**
 * The answer as this client reads it; normally the same object.
 *
 * `@turnkey/sdk-browser` 0.1 to 4.x compares the `sessionExpiry` of a read-only session, documented as seconds, with
 * `Date.now()`: given seconds it takes every session for expired and logs out. It is given milliseconds.
 * @param answer body the handler made
 * @param call request, with the version its client states
 * @see Turnkey wire protocol: units of expiry
 */
export function bendForClient(answer: unknown, { name, clientVersion }: Pick<Call, 'name' | 'clientVersion'>): unknown {
  if (name !== 'create_read_only_session' || !readsMilliseconds.test(clientVersion ?? '')) return answer
  const activity = memberOf(answer, 'activity')
  const result = memberOf(memberOf(activity, 'result'), 'createReadOnlySessionResult')
  const seconds = memberOf(result, 'sessionExpiry')
  if (typeof seconds !== 'string') return answer
  const createReadOnlySessionResult = { ...Object(result), sessionExpiry: `${seconds}000` }
  return { activity: { ...Object(activity), result: { createReadOnlySessionResult } } }
}
