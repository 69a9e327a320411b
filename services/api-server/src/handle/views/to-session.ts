/** Sessions as answers give them. */
import type { Session } from '@latchkey/contract'
import type { ApiKeyRow, ReadOnlySessionRow, SessionOrigin } from '../../store/credential-rows.ts'
import type { UserWithCredentials } from '../../store/organization-rows.ts'
import { toLatestEndMs } from '../credentials/session-terms.ts'
import { toTimestamp } from './to-timestamp.ts'

/** What is needed besides a session's own row to show it. */
export interface SessionSurroundings {
  /** Whose session it is, with the credentials that may have opened it. */
  user: UserWithCredentials
  /** Id of the session that asks. */
  currentId: string | undefined
  /** Scopes of session profiles by their ids. */
  scopes: ReadonlyMap<string, string>
  /** How long after their touch sessions can be renewed now, in milliseconds. */
  renewalMs: number
}

const openerTypes = {
  passkey: 'SESSION_OPENER_PASSKEY',
  'api-key': 'SESSION_OPENER_API_KEY',
  session: 'SESSION_OPENER_SESSION',
} as const

/**
 * Wire form of a session whose key signs.
 * @param row session key, which lives
 * @param surroundings what else is needed
 */
export function fromApiKey(row: ApiKeyRow, surroundings: SessionSurroundings): Session {
  const sessionProfileId = row.session?.sessionProfileId
  const scope = sessionProfileId && surroundings.scopes.get(sessionProfileId)
  return {
    sessionId: row.apiKeyId,
    sessionType: 'SESSION_TYPE_READ_WRITE',
    userId: row.userId,
    apiKeyId: row.apiKeyId,
    name: row.apiKeyName,
    ...toCommon(row.session, surroundings.user),
    createdAt: toTimestamp(row.createdAtMs),
    expiresAt: toTimestamp(row.expiresAtMs ?? row.createdAtMs),
    renewableUntil: toTimestamp(toLatestEndMs(row, surroundings.renewalMs)),
    ...(sessionProfileId && { sessionProfileId }),
    ...(scope && { scope }),
    isCurrent: row.apiKeyId === surroundings.currentId,
  }
}

/**
 * Wire form of a read-only session; nothing renews it.
 * @param row session, which lives
 * @param surroundings what else is needed
 */
export function fromReadOnlySession(row: ReadOnlySessionRow, surroundings: SessionSurroundings): Session {
  const expiresAt = toTimestamp(row.expiresAtMs)
  return {
    sessionId: row.sessionId,
    sessionType: 'SESSION_TYPE_READ_ONLY',
    userId: row.userId,
    name: 'Read-only session',
    ...toCommon(row.origin, surroundings.user),
    createdAt: toTimestamp(row.createdAtMs),
    expiresAt,
    renewableUntil: expiresAt,
    isCurrent: row.sessionId === surroundings.currentId,
  }
}

type Common = Pick<Session, 'openedBy' | 'userAgent' | 'lastUsedAt'>

function toCommon(origin: SessionOrigin | undefined, user: UserWithCredentials): Common {
  return {
    openedBy: toOpener(origin, user),
    ...(origin?.userAgent !== undefined && { userAgent: origin.userAgent }),
    ...(origin?.lastUsedAtMs !== undefined && { lastUsedAt: toTimestamp(origin.lastUsedAtMs) }),
  }
}

/** The opener's name is known while it is one of the user's credentials. */
function toOpener(origin: SessionOrigin | undefined, user: UserWithCredentials): Session['openedBy'] {
  if (origin === undefined) return { type: 'SESSION_OPENER_UNKNOWN' }
  const { kind, id } = origin.opener
  const name =
    kind === 'passkey'
      ? user.authenticators.find((row) => row.authenticatorId === id)?.authenticatorName
      : user.apiKeys.find((row) => row.apiKeyId === id)?.apiKeyName
  return { type: openerTypes[kind], id, ...(name !== undefined && { name }) }
}
