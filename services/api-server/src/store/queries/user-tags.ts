/** Queries about tags and about who has them. */
import type { Compilable, Kysely } from 'kysely'
import type { UserTagRow } from '../organization-rows.ts'
import type { Database, UserTagMembersTable, UserTagsTable } from '../schema.ts'
import { toUserTagRecord } from '../to-records.ts'
import { uuidToBytes } from '../uuid.ts'

/** Tables with rows of tags, in an order in which no row is left that refers to a deleted one. */
const tablesOfTags = ['user_tag_members', 'user_tags'] as const

/**
 * Builds the query for all tags of an organization, oldest first.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 */
export function selectUserTags(db: Kysely<Database>, organizationId: string): Compilable<UserTagsTable> {
  return db
    .selectFrom('user_tags')
    .selectAll()
    .where('organization_id', '=', uuidToBytes(organizationId))
    .orderBy('tag_id')
}

/**
 * Builds the query for the users who have at least one of some tags, each once.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param tagIds lower-case UUIDs, at least one
 */
export function selectTaggedUserIds(
  db: Kysely<Database>,
  organizationId: string,
  tagIds: readonly string[],
): Compilable<Pick<UserTagMembersTable, 'user_id'>> {
  return db
    .selectFrom('user_tag_members')
    .select('user_id')
    .distinct()
    .where('organization_id', '=', uuidToBytes(organizationId))
    .where('tag_id', 'in', tagIds.map(uuidToBytes))
    .orderBy('user_id')
}

/**
 * Builds the query that adds a tag.
 * @param db builder of the database's dialect
 * @param row tag to add
 */
export function insertUserTag(db: Kysely<Database>, row: UserTagRow): Compilable {
  return db.insertInto('user_tags').values(toUserTagRecord(row))
}

/**
 * Builds the query that renames a tag.
 * @param db builder of the database's dialect
 * @param row tag as it is to be
 */
export function updateUserTag(db: Kysely<Database>, row: UserTagRow): Compilable {
  const { organization_id, tag_id, tag_name, updated_at_ms } = toUserTagRecord(row)
  return db
    .updateTable('user_tags')
    .set({ tag_name, updated_at_ms })
    .where('organization_id', '=', organization_id)
    .where('tag_id', '=', tag_id)
}

/**
 * Builds the queries that delete tags, in the order in which they must run.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param tagIds lower-case UUIDs, at least one; undefined for all tags of the organization
 */
export function deleteUserTags(
  db: Kysely<Database>,
  organizationId: string,
  tagIds: readonly string[] | undefined,
): Compilable[] {
  return tablesOfTags.map((table) => {
    const ofOrganization = db.deleteFrom(table).where('organization_id', '=', uuidToBytes(organizationId))
    return tagIds === undefined ? ofOrganization : ofOrganization.where('tag_id', 'in', tagIds.map(uuidToBytes))
  })
}

/**
 * Builds the query that gives tags to a user; those the user has already stay.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param userId lower-case UUID
 * @param tagIds lower-case UUIDs, at least one
 */
export function insertTagsOfUser(
  db: Kysely<Database>,
  organizationId: string,
  userId: string,
  tagIds: readonly string[],
): Compilable {
  const user = { organization_id: uuidToBytes(organizationId), user_id: uuidToBytes(userId) }
  return db
    .insertInto('user_tag_members')
    .values(tagIds.map((tagId) => ({ ...user, tag_id: uuidToBytes(tagId) })))
    .onConflict((conflict) => conflict.columns(['organization_id', 'user_id', 'tag_id']).doNothing())
}

/**
 * Builds the query that takes tags from users.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param userIds lower-case UUIDs, at least one
 * @param tagIds lower-case UUIDs, at least one; undefined for all their tags
 */
export function deleteTagsOfUsers(
  db: Kysely<Database>,
  organizationId: string,
  userIds: readonly string[],
  tagIds: readonly string[] | undefined,
): Compilable {
  const ofUsers = db
    .deleteFrom('user_tag_members')
    .where('organization_id', '=', uuidToBytes(organizationId))
    .where('user_id', 'in', userIds.map(uuidToBytes))
  return tagIds === undefined ? ofUsers : ofUsers.where('tag_id', 'in', tagIds.map(uuidToBytes))
}
