/** Opening a session: one expiring key, in place of earlier ones of its kind where that is asked for. */
import type { ApiKeyRow } from '../../store/credential-rows.ts'
import type { SessionProfileRow } from '../../store/session-rows.ts'
import type { Transaction } from '../../store/store.ts'
import { addApiKeys } from './add-api-keys.ts'
import type { Birth } from './birth.ts'
import { checkNoneOutlives } from './check-none-outlives.ts'
import type { NewApiKey } from './new-api-key.ts'
import type { Owner } from './owner.ts'
import { readSessionTerms, type SessionTerms } from './session-terms.ts'

/** What opens a session. */
export interface NewSession {
  /** Its key. */
  key: NewApiKey
  /** Which keys of the same credential type and user end with it. */
  replaces(earlier: ApiKeyRow): boolean
  /** What it may do, where a profile says so; a session key's session passes its own on. */
  profile?: SessionProfileRow | undefined
}

/**
 * Registers the key of a session and answers its id. The user's row must be locked.
 *
 * A session key may open another session of its user up to the moment to which it can be renewed: that gives it nothing it did not
 * have. For another user, and by `create_api_keys`, it gives away no more than its own life.
 * @param transaction the one in which the activity is recorded
 * @param owner whose session it is
 * @param session its key, which earlier ones it replaces, and its profile
 * @param birth activity from whose creation its life counts, who asks and with what, ids and policy
 * @throws every refusal of {@link readSessionTerms}, {@link checkNoneOutlives} and {@link addApiKeys}
 */
export async function addSessionKey(
  transaction: Transaction,
  owner: Owner,
  { key, replaces, profile }: NewSession,
  birth: Birth,
): Promise<string> {
  const { activity, caller, system } = birth
  const { organizationId, userId } = owner
  const terms = narrow(await readSessionTerms(transaction, birth), profile, activity.createdAtMs)
  const latestEndMs = userId === caller.userId ? terms?.latestEndMs : undefined
  checkNoneOutlives([key], activity.createdAtMs, caller, system.policy, latestEndMs)
  const present = await transaction.listApiKeys(organizationId, userId)
  const ended = present.filter((row) => row.credentialType === key.credentialType && replaces(row))
  const endedIds = ended.map((row) => row.apiKeyId)
  await transaction.deleteApiKeys(organizationId, userId, endedIds)
  const [apiKeyId = ''] = await addApiKeys(transaction, owner, [key], birth, terms)
  return apiKeyId
}

/** A profile's life bounds its sessions for good, renewals included. */
function narrow(
  terms: SessionTerms | undefined,
  profile: SessionProfileRow | undefined,
  createdAtMs: number,
): SessionTerms | undefined {
  if (terms === undefined || profile === undefined) return terms
  const { sessionProfileId, expirationSeconds = Number.POSITIVE_INFINITY } = profile
  return {
    ...terms,
    sessionProfileId,
    latestEndMs: Math.min(terms.latestEndMs, createdAtMs + expirationSeconds * 1000),
  }
}
