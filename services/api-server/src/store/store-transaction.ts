/** The reads and writes of a transaction, the same on every database. */
import type { ActivityRow, Decision, VoteRow } from './activity-rows.ts'
import { appendLog } from './append-log.ts'
import { attempt } from './attempt.ts'
import type { ApiKeyLife, ApiKeyRow, AuthenticatorRow, ReadOnlySessionRow } from './credential-rows.ts'
import { EndingWriter } from './ending-writer.ts'
import { findApiKeyOfUser, findSessionRenewal, listReadOnlySessions } from './find-sessions.ts'
import { listApiKeysOfUser, listAuthenticatorsOfUser } from './find-users.ts'
import { hashDecided, hashVoted } from './log-hash.ts'
import type { FeatureRow, OrganizationRow, UserRow, UserTagRow } from './organization-rows.ts'
import { countUsableRootUsers, countUsers } from './queries/count-users.ts'
import { deleteAuthenticators, deleteReadOnlySessions } from './queries/delete-credentials.ts'
import { deleteUsers } from './queries/delete-users.ts'
import { deleteFeatures, selectFeatures, upsertFeature } from './queries/features.ts'
import { recordColumns, valuesOf } from './queries/hot-statements.ts'
import {
  insertAuthenticator,
  insertOrganization,
  insertReadOnlySession,
  insertUser,
  updateUser,
} from './queries/insert-rows.ts'
import {
  countSessionProfiles,
  deleteSessionsOfPasskeys,
  insertSessionProfile,
  updateSessionRenewal,
} from './queries/session-queries.ts'
import { setRootUsers, setThreshold } from './queries/set-root-quorum.ts'
import { markOrganizationDeleted, updateOrganizationName } from './queries/update-organizations.ts'
import {
  deleteTagsOfUsers,
  deleteUserTags,
  insertTagsOfUser,
  insertUserTag,
  selectTaggedUserIds,
  selectUserTags,
  updateUserTag,
} from './queries/user-tags.ts'
import type { ActivitiesTable, OrganizationsTable, UsersTable, VotesTable } from './schema.ts'
import type { Renewal, SessionProfileRow } from './session-rows.ts'
import type { Transaction } from './store.ts'
import { type ApiKeyLifeRecord, toApiKeyLife } from './to-found.ts'
import { toApiKeyRecord, toDecidedRecord, toVoteRecord } from './to-records.ts'
import { toActivityRow, toFeatureRow, toOrganizationRow, toUserRow, toUserTagRow, toVoteRow } from './to-rows.ts'
import { bytesToUuid, uuidToBytes } from './uuid.ts'

/** Transaction as {@link Transaction} describes it. */
export class StoreTransaction extends EndingWriter implements Transaction {
  async lockStart(): Promise<OrganizationRow | undefined> {
    await this.open.all(this.hot.lockStart)
    const record = await this.open.get<OrganizationsTable>(this.hot.findFirstOrganization)
    return record && toOrganizationRow(record)
  }

  async lockOrganization(organizationId: string): Promise<OrganizationRow | undefined> {
    const id = uuidToBytes(organizationId)
    const record = await this.open.get<OrganizationsTable>(this.hot.lockOrganization, id)
    return record && toOrganizationRow(record)
  }

  async lockUser(organizationId: string, userId: string): Promise<UserRow | undefined> {
    const key = [uuidToBytes(organizationId), uuidToBytes(userId)]
    const record = await this.open.get<UsersTable>(this.hot.lockUser, ...key)
    return record && toUserRow(record)
  }

  async countUsers(organizationId: string): Promise<number> {
    return (await this.open.select(countUsers(this.queryBuilder, organizationId)))[0]?.count ?? 0
  }

  async countUsableRootUsers(organizationId: string, rpIds: readonly string[] | undefined): Promise<number> {
    return (await this.open.select(countUsableRootUsers(this.queryBuilder, organizationId, rpIds)))[0]?.count ?? 0
  }

  async listRootUserIds(organizationId: string): Promise<string[]> {
    const key = uuidToBytes(organizationId)
    const records = await this.open.all<Pick<UsersTable, 'user_id'>>(this.hot.listRootUserIds, key)
    return records.map((record) => bytesToUuid(record.user_id))
  }

  async setRootQuorum(organizationId: string, threshold: number, userIds: readonly string[]): Promise<void> {
    await this.open.change(setThreshold(this.queryBuilder, organizationId, threshold))
    await this.open.change(setRootUsers(this.queryBuilder, organizationId, userIds))
  }

  async addOrganization(row: OrganizationRow): Promise<void> {
    await this.open.change(insertOrganization(this.queryBuilder, row))
  }

  async renameOrganization(organizationId: string, organizationName: string): Promise<void> {
    await this.open.change(updateOrganizationName(this.queryBuilder, organizationId, organizationName))
  }

  async setFeature(row: FeatureRow): Promise<void> {
    await this.open.change(upsertFeature(this.queryBuilder, row))
  }

  async removeFeature(organizationId: string, featureName: string): Promise<void> {
    await this.open.change(deleteFeatures(this.queryBuilder, organizationId, featureName))
  }

  async listFeatures(organizationId: string): Promise<FeatureRow[]> {
    return (await this.open.select(selectFeatures(this.queryBuilder, organizationId))).map(toFeatureRow)
  }

  async deleteOrganization(organizationId: string, nowMs: number): Promise<void> {
    await this.changeAll(deleteUsers(this.queryBuilder, organizationId, undefined))
    await this.changeAll(deleteUserTags(this.queryBuilder, organizationId, undefined))
    await this.open.change(deleteFeatures(this.queryBuilder, organizationId, undefined))
    await this.open.change(markOrganizationDeleted(this.queryBuilder, organizationId, nowMs))
  }

  async addUser(row: UserRow): Promise<void> {
    await this.open.change(insertUser(this.queryBuilder, row))
  }

  async updateUser(row: UserRow): Promise<void> {
    await this.open.change(updateUser(this.queryBuilder, row))
  }

  async deleteUsers(organizationId: string, userIds: readonly string[]): Promise<void> {
    await this.changeAll(deleteUsers(this.queryBuilder, organizationId, userIds))
  }

  async listUserTags(organizationId: string): Promise<UserTagRow[]> {
    return (await this.open.select(selectUserTags(this.queryBuilder, organizationId))).map(toUserTagRow)
  }

  async addUserTag(row: UserTagRow): Promise<void> {
    await this.open.change(insertUserTag(this.queryBuilder, row))
  }

  async updateUserTag(row: UserTagRow): Promise<void> {
    await this.open.change(updateUserTag(this.queryBuilder, row))
  }

  async deleteUserTags(organizationId: string, tagIds: readonly string[]): Promise<void> {
    await this.changeAll(deleteUserTags(this.queryBuilder, organizationId, tagIds))
  }

  async listTaggedUserIds(organizationId: string, tagIds: readonly string[]): Promise<string[]> {
    const records = await this.open.select(selectTaggedUserIds(this.queryBuilder, organizationId, tagIds))
    return records.map((record) => bytesToUuid(record.user_id))
  }

  async tagUsers(organizationId: string, userIds: readonly string[], tagIds: readonly string[]): Promise<void> {
    if (tagIds.length === 0) return
    for (const userId of userIds) {
      await this.open.change(insertTagsOfUser(this.queryBuilder, organizationId, userId, tagIds))
    }
  }

  async untagUsers(
    organizationId: string,
    userIds: readonly string[],
    tagIds: readonly string[] | undefined,
  ): Promise<void> {
    if (userIds.length === 0) return
    await this.open.change(deleteTagsOfUsers(this.queryBuilder, organizationId, userIds, tagIds))
  }

  async listApiKeys(organizationId: string, userId: string): Promise<ApiKeyRow[]> {
    return listApiKeysOfUser(this.open, uuidToBytes(organizationId), uuidToBytes(userId))
  }

  async listApiKeyLives(organizationId: string, userId: string): Promise<ApiKeyLife[]> {
    const key = [uuidToBytes(organizationId), uuidToBytes(userId)]
    return (await this.open.all<ApiKeyLifeRecord>(this.hot.listApiKeyLives, ...key)).map(toApiKeyLife)
  }

  async addApiKey(row: ApiKeyRow): Promise<boolean> {
    return (await this.open.run(this.hot.addApiKey, ...valuesOf(recordColumns.addApiKey, toApiKeyRecord(row)))) > 0
  }

  async deleteApiKeys(organizationId: string, userId: string, apiKeyIds: readonly string[]): Promise<void> {
    const [organization, user] = [uuidToBytes(organizationId), uuidToBytes(userId)]
    for (const id of apiKeyIds) await this.open.run(this.hot.deleteApiKey, organization, user, uuidToBytes(id))
  }

  async listAuthenticators(organizationId: string, userId: string): Promise<AuthenticatorRow[]> {
    return listAuthenticatorsOfUser(this.open, uuidToBytes(organizationId), uuidToBytes(userId))
  }

  async addAuthenticator(row: AuthenticatorRow): Promise<boolean> {
    return (await this.open.change(insertAuthenticator(this.queryBuilder, row))) > 0
  }

  async deleteAuthenticators(
    organizationId: string,
    userId: string,
    authenticatorIds: readonly string[],
  ): Promise<void> {
    await this.open.change(deleteAuthenticators(this.queryBuilder, organizationId, userId, authenticatorIds))
  }

  async addReadOnlySession(row: ReadOnlySessionRow): Promise<void> {
    await this.open.change(insertReadOnlySession(this.queryBuilder, row))
  }

  async deleteReadOnlySessions(
    organizationId: string,
    userId: string,
    tokenHash: Uint8Array | undefined,
  ): Promise<void> {
    await this.open.change(deleteReadOnlySessions(this.queryBuilder, organizationId, userId, tokenHash))
  }

  async listReadOnlySessions(organizationId: string, userId: string): Promise<ReadOnlySessionRow[]> {
    return listReadOnlySessions(this.open, organizationId, userId)
  }

  async endSessionsOfPasskeys(
    organizationId: string,
    authenticatorIds: readonly string[],
    nowMs: number,
  ): Promise<number> {
    return this.changeAll(deleteSessionsOfPasskeys(this.queryBuilder, organizationId, authenticatorIds, nowMs))
  }

  async findApiKeyOfUser(organizationId: string, userId: string, apiKeyId: string): Promise<ApiKeyRow | undefined> {
    return findApiKeyOfUser(this.open, organizationId, userId, apiKeyId)
  }

  async renewApiKey(renewal: Renewal): Promise<void> {
    const { organizationId, userId, apiKeyId, expiresAtMs, renewableUntilMs } = renewal
    const key = [uuidToBytes(organizationId), uuidToBytes(userId), uuidToBytes(apiKeyId)]
    await this.open.run(this.hot.renewApiKey, expiresAtMs, renewableUntilMs, ...key)
  }

  async findSessionRenewal(organizationId: string): Promise<number | undefined> {
    return findSessionRenewal(this.open, organizationId)
  }

  async setSessionRenewal(organizationId: string, renewalSeconds: number): Promise<void> {
    await this.open.change(updateSessionRenewal(this.queryBuilder, organizationId, renewalSeconds))
  }

  async countSessionProfiles(organizationId: string): Promise<number> {
    return (await this.open.select(countSessionProfiles(this.queryBuilder, organizationId)))[0]?.count ?? 0
  }

  async addSessionProfile(row: SessionProfileRow): Promise<boolean> {
    return (await this.open.change(insertSessionProfile(this.queryBuilder, row))) > 0
  }

  async hasLiveApiKey(organizationId: string, userId: string, apiKeyId: string, nowMs: number): Promise<boolean> {
    const key = [uuidToBytes(organizationId), uuidToBytes(userId), uuidToBytes(apiKeyId)]
    return (await this.open.get(this.hot.hasLiveApiKey, ...key, nowMs)) !== undefined
  }

  async hasAuthenticator(organizationId: string, authenticatorId: string): Promise<boolean> {
    const key = [uuidToBytes(organizationId), uuidToBytes(authenticatorId)]
    return (await this.open.get(this.hot.hasAuthenticator, ...key)) !== undefined
  }

  async lockActivity(organizationId: string, fingerprint: Uint8Array): Promise<ActivityRow | undefined> {
    const key = [uuidToBytes(organizationId), fingerprint]
    const record = await this.open.get<ActivitiesTable>(this.hot.lockActivity, ...key)
    return record && toActivityRow(record)
  }

  async listVotes(organizationId: string, activityId: string): Promise<VoteRow[]> {
    const key = [uuidToBytes(organizationId), uuidToBytes(activityId)]
    return (await this.open.all<VotesTable>(this.hot.listVotes, ...key)).map(toVoteRow)
  }

  async addVote(vote: VoteRow): Promise<void> {
    const record = toVoteRecord(vote)
    await this.open.run(this.hot.addVote, ...valuesOf(recordColumns.addVote, record))
    await appendLog(this.open, 'voted', record, (place) => hashVoted(place, record))
  }

  async decideActivity(activity: ActivityRow, decision: Decision): Promise<void> {
    const record = toDecidedRecord(activity, decision)
    await this.open.run(this.hot.decideActivity, ...valuesOf(recordColumns.decideActivity, record))
    await appendLog(this.open, 'decided', record, (place) => hashDecided(place, record))
  }

  attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    return attempt(this.open, work)
  }
}
