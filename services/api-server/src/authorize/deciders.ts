/** Whose decision a write is. How many root users must agree, and whether they do, is settled in `handle/`, inside the transaction. */
import type { ActivityCall, Grant } from '../call.ts'
import type { CallerFacts } from '../caller.ts'

/** What concerns the caller alone. */
export function self(): Grant {
  return 'caller'
}

/** What concerns a whole organization. */
export function rootQuorum(): Grant {
  return 'root-quorum'
}

/**
 * What concerns one user: that user decides, or the root quorum.
 * @param call the write
 * @param caller who signed it
 */
export function selfOrRootQuorum(
  call: { parameters: { userId: string } },
  { userId }: Pick<CallerFacts, 'userId'>,
): Grant {
  return call.parameters.userId === userId ? 'caller' : 'root-quorum'
}

/**
 * What a user is called and how it is reached, that user decides; its tags, which say what it belongs to, only the root quorum.
 * @param call the write; an empty list of tags leaves them alone
 * @param caller who signed it
 */
export function userOrRootQuorum(
  call: { parameters: { userId: string; userTagIds?: readonly string[] } },
  caller: Pick<CallerFacts, 'userId'>,
): Grant {
  const { userTagIds = [] } = call.parameters
  return userTagIds.length > 0 ? 'root-quorum' : selfOrRootQuorum(call, caller)
}

/**
 * A session for the caller, or for another user. The first version names its user by e-mail address: whose that is, and whether the
 * caller may then, is settled in `handle/`, where users are known.
 * @param call the write
 * @param caller who signed it
 */
export function sessionOfSelfOrRootQuorum(
  { type, parameters }: Pick<ActivityCall<'create_read_write_session'>, 'type' | 'parameters'>,
  caller: Pick<CallerFacts, 'userId'>,
): Grant {
  if (type === 'ACTIVITY_TYPE_CREATE_READ_WRITE_SESSION' || !('userId' in parameters)) return 'caller'
  return sessionsOfSelfOrRootQuorum({ parameters }, caller)
}

/**
 * Sessions of the caller, or of another user.
 * @param call the write; without `userId` it is about the caller
 * @param caller who signed it
 */
export function sessionsOfSelfOrRootQuorum(
  { parameters }: { parameters: { userId?: string } },
  caller: Pick<CallerFacts, 'userId'>,
): Grant {
  const { userId = caller.userId } = parameters
  return selfOrRootQuorum({ parameters: { userId } }, caller)
}
