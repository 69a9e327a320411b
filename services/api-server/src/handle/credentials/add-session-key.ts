/** Opening a session: one expiring key, in place of earlier ones of its kind where that is asked for. */
import type { CallerFacts } from '../../caller.ts'
import type { ApiKeyRow } from '../../store/credential-rows.ts'
import type { Transaction } from '../../store/store.ts'
import type { System } from '../../system.ts'
import { addApiKeys } from './add-api-keys.ts'
import type { Birth } from './birth.ts'
import { checkNoneOutlives } from './check-none-outlives.ts'
import type { NewApiKey } from './new-api-key.ts'
import type { Owner } from './owner.ts'

/** What opens a session. */
export interface NewSession {
  /** Its key. */
  key: NewApiKey
  /** Which keys of the same credential type and user end with it. */
  replaces(earlier: ApiKeyRow): boolean
}

/** What {@link addSessionKey} needs besides: who asks, and the activity in which. */
export interface SessionBirth extends Birth {
  caller: CallerFacts
  system: Pick<System, 'newId' | 'policy'>
}

/**
 * Registers the key of a session and answers its id. The user's row must be locked.
 * @param transaction the one in which the activity is recorded
 * @param owner whose session it is
 * @param session its key, and which earlier ones it replaces
 * @param birth activity from whose creation its life counts, who asks, ids and policy
 * @throws every refusal of {@link checkNoneOutlives} and {@link addApiKeys}
 */
export async function addSessionKey(
  transaction: Transaction,
  owner: Owner,
  { key, replaces }: NewSession,
  { caller, ...birth }: SessionBirth,
): Promise<string> {
  checkNoneOutlives([key], birth.activity.createdAtMs, caller, birth.system.policy)
  const { organizationId, userId } = owner
  const present = await transaction.listApiKeys(organizationId, userId)
  const ended = present.filter((row) => row.credentialType === key.credentialType && replaces(row))
  const endedIds = ended.map((row) => row.apiKeyId)
  await transaction.deleteApiKeys(organizationId, userId, endedIds)
  const [apiKeyId = ''] = await addApiKeys(transaction, owner, [key], birth)
  return apiKeyId
}
