/** Rule of opening a session for a user who may be named in different ways. */
import type { ActivityCall } from '../../call.ts'
import type { CallerFacts } from '../../caller.ts'
import { checkSelfOrRoot } from './check-self-or-root.ts'

/**
 * Passes a session for the caller, and for anybody where the caller alone is the root quorum. The first version names its user
 * by e-mail address: whose that is, and whether the caller may then, is decided in `handle/`, where users are known.
 * @param call the write
 * @param caller who signed it
 * @throws REQUEST_NOT_AUTHORIZED when it names another user's id
 */
export function checkSessionOfSelfOrRoot(call: ActivityCall<'create_read_write_session'>, caller: CallerFacts): void {
  const { type, parameters } = call
  if (type === 'ACTIVITY_TYPE_CREATE_READ_WRITE_SESSION' || !('userId' in parameters)) return
  const { userId = caller.userId } = parameters
  checkSelfOrRoot({ parameters: { userId } }, caller)
}
