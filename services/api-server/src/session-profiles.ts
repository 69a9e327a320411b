/** Where session profiles are looked for: the one question that `authenticate/` and `handle/` both ask. */
import type { SessionProfileRow } from './store/session-rows.ts'
import type { Reads } from './store/store.ts'

/**
 * The session profile with an id that sessions of an organization may have: one of its own, or of its parent's, which makes profiles
 * for all of its sub-organizations.
 * @param store where profiles are kept
 * @param organization organization of the session's user, and its parent
 * @param sessionProfileId lower-case UUID
 */
export async function findUsableProfile(
  store: Pick<Reads, 'findSessionProfile'>,
  organization: { organizationId: string; parentOrganizationId: string | undefined },
  sessionProfileId: string,
): Promise<SessionProfileRow | undefined> {
  const { organizationId, parentOrganizationId } = organization
  const own = await store.findSessionProfile(organizationId, sessionProfileId)
  if (own !== undefined || parentOrganizationId === undefined) return own
  return store.findSessionProfile(parentOrganizationId, sessionProfileId)
}
