/** The queries that stores build for requests, to look at how a database runs them. */
import type { Compilable } from 'kysely'
import { makeBytes, newId, nowMs } from '../../../../../test/support/store-rows.ts'
import type { StoreDialect } from '../../../src/store/connection.ts'
import { countUsableRootUsers, countUsers } from '../../../src/store/queries/count-users.ts'
import { deleteExpiredApiKeys, deleteExpiredReadOnlySessions } from '../../../src/store/queries/delete-credentials.ts'
import { deleteUsers } from '../../../src/store/queries/delete-users.ts'
import { deleteFeatures, selectFeatures } from '../../../src/store/queries/features.ts'
import { selectActivities } from '../../../src/store/queries/select-activities.ts'
import { selectSuborgIds } from '../../../src/store/queries/select-suborg-ids.ts'
import {
  countSessionProfiles,
  deleteSessionsOfPasskeys,
  selectReadOnlySessions,
  selectSessionProfiles,
  updateSessionRenewal,
} from '../../../src/store/queries/session-queries.ts'
import { markOrganizationDeleted, updateOrganizationName } from '../../../src/store/queries/update-organizations.ts'
import {
  deleteTagsOfUsers,
  deleteUserTags,
  selectTaggedUserIds,
  selectUserTags,
  updateUserTag,
} from '../../../src/store/queries/user-tags.ts'
import type { SuborgFilter } from '../../../src/store/store.ts'

const page = { limit: 10, beforeId: newId(), afterId: undefined }
const tag = { organizationId: newId(), tagId: newId(), tagName: 'x', createdAtMs: nowMs, updatedAtMs: nowMs }
const filters: (SuborgFilter | undefined)[] = [
  undefined,
  { by: 'credential-id', credentialId: makeBytes(32) },
  { by: 'public-key', publicKey: makeBytes(33) },
  ...(['name', 'user-name', 'email', 'phone-number'] as const).map((by) => ({ by, value: 'x' })),
]
/**
 * Builds them all.
 * @param dialect the database's dialect
 * @returns names and queries
 */
export function buildQueries(dialect: StoreDialect): [string, Compilable][] {
  const { queryBuilder } = dialect
  return [
    ...filters.map((filter): [string, Compilable] => [
      `sub-organizations by ${filter?.by ?? 'nothing'}`,
      selectSuborgIds(queryBuilder, newId(), filter, page),
    ]),
    ['activities', selectActivities(queryBuilder, newId(), { statuses: ['a'], types: ['b'] }, page)],
    ['count of users', countUsers(queryBuilder, newId())],
    ['count of usable root users', countUsableRootUsers(queryBuilder, newId(), ['app.example'])],
    ...[undefined, [newId(), newId()]].flatMap((userIds) =>
      deleteUsers(queryBuilder, newId(), userIds).map((query, step): [string, Compilable] => [
        `deletion of ${userIds?.length ?? 'all'} users, step ${step}`,
        query,
      ]),
    ),
    ['features', selectFeatures(queryBuilder, newId())],
    ['end of a feature', deleteFeatures(queryBuilder, newId(), 'x')],
    ['end of all features', deleteFeatures(queryBuilder, newId(), undefined)],
    ['tags', selectUserTags(queryBuilder, newId())],
    ['users of tags', selectTaggedUserIds(queryBuilder, newId(), [newId(), newId()])],
    ['new name of a tag', updateUserTag(queryBuilder, tag)],
    ...[undefined, [newId(), newId()]].flatMap((tagIds): [string, Compilable][] => [
      ...deleteUserTags(queryBuilder, newId(), tagIds).map((query, step): [string, Compilable] => [
        `deletion of ${tagIds?.length ?? 'all'} tags, step ${step}`,
        query,
      ]),
      [`loss of ${tagIds?.length ?? 'all'} tags`, deleteTagsOfUsers(queryBuilder, newId(), [newId(), newId()], tagIds)],
    ]),
    ['new name of an organization', updateOrganizationName(queryBuilder, newId(), 'x')],
    ['end of an organization', markOrganizationDeleted(queryBuilder, newId(), nowMs)],
    ...deleteSessionsOfPasskeys(queryBuilder, newId(), [newId()], nowMs).map((query, step): [string, Compilable] => [
      `end of sessions of passkeys, step ${step}`,
      query,
    ]),
    ['read-only sessions', selectReadOnlySessions(queryBuilder, newId(), newId())],
    ['session profiles', selectSessionProfiles(queryBuilder, newId())],
    ['count of session profiles', countSessionProfiles(queryBuilder, newId())],
    ['limit of renewal', updateSessionRenewal(queryBuilder, newId(), 1)],
    ['sweep of API keys', deleteExpiredApiKeys(dialect, nowMs, 10)],
    ['sweep of read-only sessions', deleteExpiredReadOnlySessions(dialect, nowMs, 10)],
  ]
}
