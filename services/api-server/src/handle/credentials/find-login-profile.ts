/** Which session profile a log-in is to have. */
import type { ActivityCall } from '../../call.ts'
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import { findUsableProfile } from '../../session-profiles.ts'
import type { SessionProfileRow } from '../../store/session-rows.ts'
import type { Reads } from '../../store/store.ts'
import { violation } from './new-api-key.ts'

/**
 * The session profile a log-in asks for, or that of the session which logs in again: a session does not get rid of its scope.
 * @param call the log-in
 * @param caller who logs in
 * @param store where profiles are kept
 * @throws SESSION_PROFILE_NOT_FOUND when neither the caller's organization nor its parent has the profile; nobody is logged in then
 * @throws SESSION_SCOPE_EXCEEDED when a session with a profile asks for another
 */
export async function findLoginProfile(
  { parameters: { sessionProfileId } }: Pick<ActivityCall<'stamp_login'>, 'parameters'>,
  caller: CallerFacts,
  store: Pick<Reads, 'findSessionProfile' | 'findApiKeyById'>,
): Promise<SessionProfileRow | undefined> {
  const ownId = await findOwnProfileId(caller, store)
  const wantedId = sessionProfileId || ownId
  if (wantedId === undefined) return undefined
  if (ownId !== undefined && wantedId !== ownId) {
    throw new Refusal('SESSION_SCOPE_EXCEEDED', { reason: 'a session with a profile asks for another one' })
  }
  const profile = await findUsableProfile(store, caller, wantedId)
  if (profile !== undefined) return profile
  const description = 'must be the id of a session profile of this organization or its parent'
  throw violation('SESSION_PROFILE_NOT_FOUND', 'parameters.sessionProfileId', description)
}

async function findOwnProfileId(
  { credential, organizationId }: CallerFacts,
  store: Pick<Reads, 'findApiKeyById'>,
): Promise<string | undefined> {
  if (credential.kind !== 'api-key' || credential.scope === undefined) return undefined
  return (await store.findApiKeyById(organizationId, credential.apiKeyId))?.session?.sessionProfileId
}
