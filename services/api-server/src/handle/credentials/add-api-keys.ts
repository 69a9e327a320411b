/** Registering API keys inside a transaction, within the limits of their user. */
import { Refusal } from '../../refusal.ts'
import type { ApiKeyLife, ApiKeyRow } from '../../store/credential-rows.ts'
import type { Transaction } from '../../store/store.ts'
import { maxExpiringApiKeys, maxLongLivedApiKeys } from '../limits.ts'
import type { Birth } from './birth.ts'
import type { NewApiKey } from './new-api-key.ts'
import type { Owner } from './owner.ts'
import { readSessionTerms, type SessionTerms, toSessionFacts } from './session-terms.ts'

/**
 * Registers keys and answers their ids, in the order given. Session keys beyond the limit make older ones give way: expired
 * ones first, then the oldest. The user's row must be locked, or new in this transaction.
 * @param transaction the one in which the activity is recorded
 * @param owner whose keys they are
 * @param keys checked keys
 * @param birth activity from whose creation their lives count, who asks and with what, and ids
 * @param terms what session keys take from their opener, default as {@link readSessionTerms} tells
 * @throws LONG_LIVED_API_KEYS_EXHAUSTED when the user would have more permanent keys than allowed
 * @throws EXPIRING_API_KEYS_EXHAUSTED when one request brings more session keys than allowed
 * @throws PUBLIC_KEY_TAKEN when the organization has one of the public keys already
 * @see Turnkey wire protocol: limits, expiring key overflow
 */
export async function addApiKeys(
  transaction: Transaction,
  owner: Owner,
  keys: readonly NewApiKey[],
  birth: Birth,
  terms?: SessionTerms,
): Promise<string[]> {
  const opensSession = keys.some((key) => key.expirationSeconds !== undefined)
  const taken = opensSession ? (terms ?? (await readSessionTerms(transaction, birth))) : undefined
  const rows = keys.map((key) => toRow(owner, key, birth, taken))
  await makeRoom(transaction, owner, rows, birth.activity.createdAtMs)
  for (const row of rows) {
    if (!(await transaction.addApiKey(row))) throw new Refusal('PUBLIC_KEY_TAKEN')
  }
  return rows.map((row) => row.apiKeyId)
}

function toRow(owner: Owner, key: NewApiKey, birth: Birth, terms: SessionTerms | undefined): ApiKeyRow {
  const { createdAtMs } = birth.activity
  const { expirationSeconds } = key
  const row = { ...owner, ...key, apiKeyId: birth.system.newId(), createdAtMs }
  if (expirationSeconds === undefined) return { ...row, expiresAtMs: undefined }
  const expiresAtMs = createdAtMs + expirationSeconds * 1000
  return { ...row, expiresAtMs, ...(terms !== undefined && { session: toSessionFacts(terms, expiresAtMs) }) }
}

async function makeRoom(
  transaction: Transaction,
  { organizationId, userId }: Owner,
  rows: readonly ApiKeyRow[],
  nowMs: number,
): Promise<void> {
  const present = await transaction.listApiKeyLives(organizationId, userId)
  const added = rows.filter(isExpiring).length
  if (added > maxExpiringApiKeys) throw new Refusal('EXPIRING_API_KEYS_EXHAUSTED')
  const permanent = [...present, ...rows].filter((row) => !isExpiring(row))
  if (permanent.length > maxLongLivedApiKeys) throw new Refusal('LONG_LIVED_API_KEYS_EXHAUSTED')
  const evicted = inOrderOfEviction(present.filter(isExpiring), nowMs).slice(maxExpiringApiKeys - added)
  if (evicted.length === 0) return
  const apiKeyIds = evicted.map((row) => row.apiKeyId)
  await transaction.deleteApiKeys(organizationId, userId, apiKeyIds)
}

const isExpiring = (row: ApiKeyLife): boolean => row.expiresAtMs !== undefined

/** Those that stay longest come first: living before expired ones, younger before older ones. Ids are in order of creation. */
function inOrderOfEviction(rows: readonly ApiKeyLife[], nowMs: number): ApiKeyLife[] {
  const isExpired = (row: ApiKeyLife): number => Number(row.expiresAtMs !== undefined && row.expiresAtMs <= nowMs)
  return rows.toSorted((a, b) => isExpired(a) - isExpired(b) || (a.apiKeyId < b.apiKeyId ? 1 : -1))
}
