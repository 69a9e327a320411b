/** Users together with what they sign in with, and their tags: reads that see one committed state. */
import { type Reader, readAll, readBuilt, type Steps } from './connection.ts'
import type { ApiKeyRow, AuthenticatorRow } from './credential-rows.ts'
import type { UserWithCredentials } from './organization-rows.ts'
import type { ApiKeysTable, AuthenticatorsTable, UsersTable } from './schema.ts'
import { toApiKeyRow, toAuthenticatorRow, toUserRow } from './to-rows.ts'
import { hexToUuid, uuidToBytes } from './uuid.ts'

/**
 * Finds a user with its credentials and tags.
 * @param organizationId lower-case UUID
 * @param userId lower-case UUID
 */
export function* findUser(organizationId: string, userId: string): Steps<UserWithCredentials | undefined> {
  const key = [uuidToBytes(organizationId), uuidToBytes(userId)]
  const [record] = yield* readAll<UsersTable>((hot) => hot.findUser, ...key)
  return record && { ...(yield* withCredentials(record)), tagIds: yield* listTagIdsOfUser(record) }
}

/**
 * Lists an organization's users in order of creation. Their tags are read at once: most organizations have few or none.
 * @param organizationId lower-case UUID
 */
export function* listUsers(organizationId: string): Steps<UserWithCredentials[]> {
  const organization = uuidToBytes(organizationId)
  const tagIds = yield* listTagIds(organization)
  const records = yield* readBuilt((queryBuilder) =>
    queryBuilder
      .selectFrom('users')
      .selectAll()
      .where('organization_id', '=', organization)
      .orderBy('created_at_ms')
      .orderBy('user_id'),
  )
  const users: UserWithCredentials[] = []
  for (const record of records) {
    const user = yield* withCredentials(record)
    users.push({ ...user, tagIds: tagIds.get(user.userId) ?? [] })
  }
  return users
}

/**
 * Lists a user's API keys, oldest first.
 * @param reader connection to read on
 * @param organizationId UUID, 16 bytes
 * @param userId UUID, 16 bytes
 */
export async function listApiKeysOfUser(
  reader: Pick<Reader, 'all' | 'dialect'>,
  organizationId: Uint8Array,
  userId: Uint8Array,
): Promise<ApiKeyRow[]> {
  const records = await reader.all<ApiKeysTable>(reader.dialect.hot.listApiKeysOfUser, organizationId, userId)
  return records.map(toApiKeyRow)
}

/**
 * Lists a user's passkeys, oldest first.
 * @param reader connection to read on
 * @param organizationId UUID, 16 bytes
 * @param userId UUID, 16 bytes
 */
export async function listAuthenticatorsOfUser(
  reader: Pick<Reader, 'all' | 'dialect'>,
  organizationId: Uint8Array,
  userId: Uint8Array,
): Promise<AuthenticatorRow[]> {
  const sql = reader.dialect.hot.listAuthenticatorsOfUser
  return (await reader.all<AuthenticatorsTable>(sql, organizationId, userId)).map(toAuthenticatorRow)
}

function* listTagIdsOfUser({ organization_id, user_id }: UsersTable): Steps<string[]> {
  const records = yield* readAll<{ tag_hex: string }>((hot) => hot.listTagIdsOfUser, organization_id, user_id)
  return records.map(({ tag_hex }) => hexToUuid(tag_hex))
}

/** Tags of everybody who has any, by user. */
function* listTagIds(organizationId: Uint8Array): Steps<Map<string, string[]>> {
  const records = yield* readAll<{ user_hex: string; tag_hex: string }>((hot) => hot.listTagMembers, organizationId)
  const groups = Map.groupBy(records, ({ user_hex }) => hexToUuid(user_hex))
  return new Map([...groups].map(([userId, members]) => [userId, members.map(({ tag_hex }) => hexToUuid(tag_hex))]))
}

function* withCredentials(record: UsersTable): Steps<Omit<UserWithCredentials, 'tagIds'>> {
  const key = [record.organization_id, record.user_id]
  const apiKeys = yield* readAll<ApiKeysTable>((hot) => hot.listApiKeysOfUser, ...key)
  const authenticators = yield* readAll<AuthenticatorsTable>((hot) => hot.listAuthenticatorsOfUser, ...key)
  return {
    ...toUserRow(record),
    apiKeys: apiKeys.map(toApiKeyRow),
    authenticators: authenticators.map(toAuthenticatorRow),
  }
}
