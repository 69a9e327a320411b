/** `list_sessions`: what is open in a user's name, as a person wants to see it. */
import type { Session } from '@latchkey/contract'
import type { SignerFacts } from '../../caller.ts'
import { findUsableProfile } from '../../session-profiles.ts'
import type { UserWithCredentials } from '../../store/organization-rows.ts'
import type { Reads } from '../../store/store.ts'
import { readRenewalMs } from '../credentials/session-terms.ts'
import type { QueryHandler } from '../query-handler.ts'
import { fromApiKey, fromReadOnlySession, type SessionSurroundings } from '../views/to-session.ts'
import { getUserOfTarget } from './get-user-of-target.ts'

/**
 * Living sessions of a user, newest first.
 * @param call `userId`, default the caller
 * @param caller who asks
 * @param system store, clock and limits
 * @throws USER_NOT_FOUND when the organization has no such user
 */
export const listSessions: QueryHandler<'list_sessions'> = async (call, caller, { store, nowMs, policy }) => {
  const user = await getUserOfTarget(store, caller, call.request.userId ?? caller.userId)
  const { organizationId, userId } = user
  const surroundings = {
    user,
    currentId: currentIdOf(caller),
    scopes: await readScopes(store, user),
    renewalMs: await readRenewalMs(store, organizationId, policy),
  }
  const sessions = await collect(store, userId, surroundings, nowMs())
  return { sessions: sessions.toSorted((a, b) => b.createdAtMs - a.createdAtMs).map(({ session }) => session) }
}

function currentIdOf({ credential }: SignerFacts): string | undefined {
  if (credential.kind === 'passkey') return undefined
  return credential.kind === 'api-key' ? credential.apiKeyId : credential.sessionId
}

async function collect(
  store: Reads,
  userId: string,
  surroundings: SessionSurroundings,
  nowMs: number,
): Promise<{ createdAtMs: number; session: Session }[]> {
  const { apiKeys, organizationId } = surroundings.user
  const isAlive = ({ expiresAtMs }: { expiresAtMs: number | undefined }): boolean =>
    expiresAtMs !== undefined && expiresAtMs > nowMs
  const readOnly = await store.listReadOnlySessions(organizationId, userId)
  return [
    ...apiKeys.filter(isAlive).map((row) => ({ createdAtMs: row.createdAtMs, session: fromApiKey(row, surroundings) })),
    ...readOnly
      .filter(isAlive)
      .map((row) => ({ createdAtMs: row.createdAtMs, session: fromReadOnlySession(row, surroundings) })),
  ]
}

/** Scopes of the profiles that sessions of a user have, by id; few sessions share even fewer profiles. */
async function readScopes(
  store: Pick<Reads, 'findSessionProfile' | 'findOrganization'>,
  { apiKeys, organizationId }: UserWithCredentials,
): Promise<Map<string, string>> {
  const ids = new Set(apiKeys.flatMap(({ session }) => session?.sessionProfileId ?? []))
  const scopes = new Map<string, string>()
  if (ids.size === 0) return scopes
  const parentOrganizationId = (await store.findOrganization(organizationId))?.parentOrganizationId
  for (const id of ids) {
    const profile = await findUsableProfile(store, { organizationId, parentOrganizationId }, id)
    if (profile !== undefined) scopes.set(id, profile.scope)
  }
  return scopes
}
