/** Sessions and their profiles, on whichever connection. */
import type { ApiKeyRow, ReadOnlySessionRow } from '../credential-rows.ts'
import { selectReadOnlySessions } from '../queries/session-queries.ts'
import type { ApiKeysTable } from '../schema.ts'
import { toReadOnlySessionRow } from '../session-records.ts'
import type { SessionUse } from '../session-rows.ts'
import { toApiKeyRow } from '../to-rows.ts'
import { uuidToBytes } from '../uuid.ts'
import type { SqliteConnection } from './connection.ts'
import { queryBuilder } from './dialect.ts'
import { hotStatements } from './hot-statements.ts'

/**
 * Finds a key of a user.
 * @param connection connection to read on
 * @param organizationId lower-case UUID
 * @param userId lower-case UUID
 * @param apiKeyId lower-case UUID
 */
export function findApiKeyOfUser(
  connection: SqliteConnection,
  organizationId: string,
  userId: string,
  apiKeyId: string,
): ApiKeyRow | undefined {
  const key = [uuidToBytes(organizationId), uuidToBytes(userId), uuidToBytes(apiKeyId)]
  const record = connection.get<ApiKeysTable>(hotStatements.findApiKeyOfUser, ...key)
  return record && toApiKeyRow(record)
}

/**
 * Lists a user's read-only sessions, oldest first.
 * @param connection connection to read on
 * @param organizationId lower-case UUID
 * @param userId lower-case UUID
 */
export function listReadOnlySessions(
  connection: SqliteConnection,
  organizationId: string,
  userId: string,
): ReadOnlySessionRow[] {
  return connection.select(selectReadOnlySessions(queryBuilder, organizationId, userId)).map(toReadOnlySessionRow)
}

/**
 * Finds how long sessions of an organization can be renewed, in seconds.
 * @param connection connection to read on
 * @param organizationId lower-case UUID
 */
export function findSessionRenewal(connection: SqliteConnection, organizationId: string): number | undefined {
  const organization = uuidToBytes(organizationId)
  const record = connection.get<{ renewal_seconds: number | null }>(hotStatements.findSessionRenewal, organization)
  return record?.renewal_seconds ?? undefined
}

/**
 * Notes when a session was used.
 * @param writer connection in a transaction
 * @param use which session, and when
 */
export function noteUse(writer: SqliteConnection, use: SessionUse): void {
  const key = [uuidToBytes(use.organizationId), uuidToBytes(use.userId), uuidToBytes(use.sessionId)]
  const statement = use.kind === 'api-key' ? hotStatements.noteUseOfApiKey : hotStatements.noteUseOfReadOnlySession
  writer.run(statement, use.usedAtMs, ...key, use.usedAtMs)
}
