/** Users together with what they sign in with. */

import type { ApiKeyRow, AuthenticatorRow } from '../credential-rows.ts'
import type { UserWithCredentials } from '../organization-rows.ts'
import type { ApiKeysTable, AuthenticatorsTable, UsersTable } from '../schema.ts'
import { toApiKeyRow, toAuthenticatorRow, toUserRow } from '../to-rows.ts'
import { uuidToBytes } from '../uuid.ts'
import type { SqliteConnection } from './connection.ts'
import { queryBuilder } from './dialect.ts'
import { hotStatements } from './hot-statements.ts'

/**
 * Finds a user with its credentials. The statements run without a pause between them, so they see one committed state.
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
  return record && withCredentials(connection, record)
}

/**
 * Lists an organization's users in order of creation.
 * @param connection connection to read on
 * @param organizationId lower-case UUID
 */
export function listUsers(connection: SqliteConnection, organizationId: string): UserWithCredentials[] {
  const query = queryBuilder
    .selectFrom('users')
    .selectAll()
    .where('organization_id', '=', uuidToBytes(organizationId))
    .orderBy('created_at_ms')
    .orderBy('user_id')
  return connection.select(query).map((record) => withCredentials(connection, record))
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

function withCredentials(connection: SqliteConnection, record: UsersTable): UserWithCredentials {
  return {
    ...toUserRow(record),
    apiKeys: listApiKeysOfUser(connection, record.organization_id, record.user_id),
    authenticators: listAuthenticatorsOfUser(connection, record.organization_id, record.user_id),
  }
}
