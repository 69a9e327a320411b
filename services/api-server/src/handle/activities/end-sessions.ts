/** `end_sessions`: how a person ends sessions that are seen in a list. */
import type { ActivityCall } from '../../call.ts'
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import type { Transaction } from '../../store/store.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import type { Owner } from '../credentials/owner.ts'
import { lockUserOf } from './lock-user-of.ts'

/** Session that can be ended: by the id of its key or, for a read-only one, by the hash it is stored under. */
interface EndableSession {
  sessionId: string
  tokenHash: Uint8Array | undefined
}

/**
 * Ends sessions of a user and answers their ids and number. They are refused from the next request on.
 * @param call `sessionIds` or `scope`; `userId`, default the caller
 * @param caller the user itself or a root user
 * @throws SESSIONS_UNCLEAR when not exactly one of `sessionIds` and `scope` is there
 * @throws USER_NOT_FOUND when the organization has no such user
 * @throws SESSION_NOT_FOUND when one is not a session of that user; then none ends
 */
export const endSessions: ActivityHandler<'end_sessions'> = (call, caller) => {
  const { userId = caller.userId, sessionIds, scope } = call.parameters
  if ((sessionIds === undefined) === (scope === undefined)) throw new Refusal('SESSIONS_UNCLEAR')
  return async (transaction, { createdAtMs }) => {
    const owner = await lockUserOf(transaction, caller, userId)
    const chosen = choose(await listSessions(transaction, owner, createdAtMs), call.parameters, caller)
    await end(transaction, owner, chosen)
    return { sessionIds: chosen.map((session) => session.sessionId), endedSessions: chosen.length }
  }
}

async function listSessions(
  transaction: Transaction,
  { organizationId, userId }: Owner,
  nowMs: number,
): Promise<EndableSession[]> {
  const isAlive = ({ expiresAtMs }: { expiresAtMs: number | undefined }): boolean =>
    expiresAtMs !== undefined && expiresAtMs > nowMs
  const keys = await transaction.listApiKeyLives(organizationId, userId)
  const readOnly = await transaction.listReadOnlySessions(organizationId, userId)
  return [
    ...keys.filter(isAlive).map(({ apiKeyId }) => ({ sessionId: apiKeyId, tokenHash: undefined })),
    ...readOnly.filter(isAlive),
  ]
}

function choose(
  sessions: readonly EndableSession[],
  { sessionIds, scope }: ActivityCall<'end_sessions'>['parameters'],
  { credential }: CallerFacts,
): EndableSession[] {
  const currentId = credential.kind === 'api-key' ? credential.apiKeyId : undefined
  if (scope === 'SESSIONS_ALL') return [...sessions]
  if (sessionIds === undefined) return sessions.filter(({ sessionId }) => sessionId !== currentId)
  const byId = new Map(sessions.map((session) => [session.sessionId, session]))
  return [...new Set(sessionIds)].map((id) => {
    const session = byId.get(id)
    if (session === undefined) throw new Refusal('SESSION_NOT_FOUND')
    return session
  })
}

async function end(
  transaction: Transaction,
  { organizationId, userId }: Owner,
  sessions: readonly EndableSession[],
): Promise<void> {
  const keyIds = sessions.filter(({ tokenHash }) => tokenHash === undefined).map(({ sessionId }) => sessionId)
  await transaction.deleteApiKeys(organizationId, userId, keyIds)
  for (const { tokenHash } of sessions) {
    if (tokenHash !== undefined) await transaction.deleteReadOnlySessions(organizationId, userId, tokenHash)
  }
}
