/** Users together with what they sign in with, and their tags. */

import type { ApiKeyRow, AuthenticatorRow } from '../credential-rows.ts'
import type { UserWithCredentials } from '../organization-rows.ts'
import type { ApiKeysTable, AuthenticatorsTable, UsersTable } from '../schema.ts'
import { toApiKeyRow, toAuthenticatorRow, toUserRow } from '../to-rows.ts'
import { hexToUuid, uuidToBytes } from '../uuid.ts'
import type { SqliteConnection } from './connection.ts'
import { queryBuilder } from './dialect.ts'
import { hotStatements } from './hot-statements.ts'

/**
 * Finds a user with its credentials and tags. The statements run without a pause between them, so they see one committed state.
 * @param connection connection to read on
 * @param organizationId lower-case UUID
 * @param userId lower-case UUID
 */
export function findUser(
  connection: SqliteConnection,
  organizationId: string,
  userId: string,
): UserWithCredentials | undefined {
  const record = connection.get<UsersTable>(hotStatements.findUser, uuidToBytes(organizationId), uuidToBytes(userId))
  return record && { ...withCredentials(connection, record), tagIds: listTagIdsOfUser(connection, record) }
}

/**
 * Lists an organization's users in order of creation. Their tags are read at once: most organizations have few or none.
 * @param connection connection to read on
 * @param organizationId lower-case UUID
 */
export function listUsers(connection: SqliteConnection, organizationId: string): UserWithCredentials[] {
  const organization = uuidToBytes(organizationId)
  const query = queryBuilder
    .selectFrom('users')
    .selectAll()
    .where('organization_id', '=', organization)
    .orderBy('created_at_ms')
    .orderBy('user_id')
  const tagIds = listTagIds(connection, organization)
  return connection.select(query).map((record) => {
    const user = withCredentials(connection, record)
    return { ...user, tagIds: tagIds.get(user.userId) ?? [] }
  })
}

/**
 * Lists a user's API keys, oldest first.
 * @param connection connection to read on
 * @param organizationId UUID, 16 bytes
 * @param userId UUID, 16 bytes
 */
export function listApiKeysOfUser(
  connection: SqliteConnection,
  organizationId: Uint8Array,
  userId: Uint8Array,
): ApiKeyRow[] {
  return connection.all<ApiKeysTable>(hotStatements.listApiKeysOfUser, organizationId, userId).map(toApiKeyRow)
}

/**
 * Lists a user's passkeys, oldest first.
 * @param connection connection to read on
 * @param organizationId UUID, 16 bytes
 * @param userId UUID, 16 bytes
 */
export function listAuthenticatorsOfUser(
  connection: SqliteConnection,
  organizationId: Uint8Array,
  userId: Uint8Array,
): AuthenticatorRow[] {
  return connection
    .all<AuthenticatorsTable>(hotStatements.listAuthenticatorsOfUser, organizationId, userId)
    .map(toAuthenticatorRow)
}

function listTagIdsOfUser(connection: SqliteConnection, { organization_id, user_id }: UsersTable): string[] {
  const records = connection.all<{ tag_hex: string }>(hotStatements.listTagIdsOfUser, organization_id, user_id)
  return records.map(({ tag_hex }) => hexToUuid(tag_hex))
}

/** Tags of everybody who has any, by user. */
function listTagIds(connection: SqliteConnection, organizationId: Uint8Array): Map<string, string[]> {
  const records = connection.all<{ user_hex: string; tag_hex: string }>(hotStatements.listTagMembers, organizationId)
  const groups = Map.groupBy(records, ({ user_hex }) => hexToUuid(user_hex))
  return new Map([...groups].map(([userId, members]) => [userId, members.map(({ tag_hex }) => hexToUuid(tag_hex))]))
}

function withCredentials(connection: SqliteConnection, record: UsersTable): Omit<UserWithCredentials, 'tagIds'> {
  return {
    ...toUserRow(record),
    apiKeys: listApiKeysOfUser(connection, record.organization_id, record.user_id),
    authenticators: listAuthenticatorsOfUser(connection, record.organization_id, record.user_id),
  }
}
