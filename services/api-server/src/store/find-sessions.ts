/** Sessions and their profiles, on whichever connection. */
import type { Reader, Writer } from './connection.ts'
import type { ApiKeyRow, ReadOnlySessionRow } from './credential-rows.ts'
import { selectReadOnlySessions } from './queries/session-queries.ts'
import type { ApiKeysTable } from './schema.ts'
import { toReadOnlySessionRow } from './session-records.ts'
import type { SessionUse } from './session-rows.ts'
import { toApiKeyRow } from './to-rows.ts'
import { uuidToBytes } from './uuid.ts'

type ReadsOnce = Omit<Reader, 'snapshot'>

/**
 * Finds a key of a user.
 * @param reader connection to read on
 * @param organizationId lower-case UUID
 * @param userId lower-case UUID
 * @param apiKeyId lower-case UUID
 */
export async function findApiKeyOfUser(
  reader: ReadsOnce,
  organizationId: string,
  userId: string,
  apiKeyId: string,
): Promise<ApiKeyRow | undefined> {
  const key = [uuidToBytes(organizationId), uuidToBytes(userId), uuidToBytes(apiKeyId)]
  const record = await reader.get<ApiKeysTable>(reader.dialect.hot.findApiKeyOfUser, ...key)
  return record && toApiKeyRow(record)
}

/**
 * Lists a user's read-only sessions, oldest first.
 * @param reader connection to read on
 * @param organizationId lower-case UUID
 * @param userId lower-case UUID
 */
export async function listReadOnlySessions(
  reader: ReadsOnce,
  organizationId: string,
  userId: string,
): Promise<ReadOnlySessionRow[]> {
  const query = selectReadOnlySessions(reader.dialect.queryBuilder, organizationId, userId)
  return (await reader.select(query)).map(toReadOnlySessionRow)
}

/**
 * Finds how long sessions of an organization can be renewed, in seconds.
 * @param reader connection to read on
 * @param organizationId lower-case UUID
 */
export async function findSessionRenewal(reader: ReadsOnce, organizationId: string): Promise<number | undefined> {
  const organization = uuidToBytes(organizationId)
  const record = await reader.get<{ renewal_seconds: number | null }>(
    reader.dialect.hot.findSessionRenewal,
    organization,
  )
  return record?.renewal_seconds ?? undefined
}

/**
 * Notes when sessions were used.
 * @param writer connection, in a transaction
 * @param uses which sessions, and when
 */
export async function noteUses(writer: Writer, uses: readonly SessionUse[]): Promise<void> {
  const { noteUseOfApiKey, noteUseOfReadOnlySession } = writer.dialect.hot
  for (const { kind, organizationId, userId, sessionId, usedAtMs } of uses) {
    const key = [uuidToBytes(organizationId), uuidToBytes(userId), uuidToBytes(sessionId)]
    await writer.run(kind === 'api-key' ? noteUseOfApiKey : noteUseOfReadOnlySession, usedAtMs, ...key)
  }
}
