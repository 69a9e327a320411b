/** Reads and writes of one job of the write queue, inside its savepoint. */
import type { ActivityRow, Decision, VoteRow } from '../activity-rows.ts'
import type { ApiKeyLife, ApiKeyRow, AuthenticatorRow, ReadOnlySessionRow } from '../credential-rows.ts'
import { hashDecided, hashVoted } from '../log-hash.ts'
import type { FeatureRow, OrganizationRow, UserRow, UserTagRow } from '../organization-rows.ts'
import { countUsableRootUsers, countUsers } from '../queries/count-users.ts'
import { deleteAuthenticators, deleteReadOnlySessions } from '../queries/delete-credentials.ts'
import { deleteUsers } from '../queries/delete-users.ts'
import { deleteFeatures, selectFeatures, upsertFeature } from '../queries/features.ts'
import {
  insertAuthenticator,
  insertOrganization,
  insertReadOnlySession,
  insertUser,
  updateUser,
} from '../queries/insert-rows.ts'
import {
  countSessionProfiles,
  deleteSessionsOfPasskeys,
  insertSessionProfile,
  updateSessionRenewal,
} from '../queries/session-queries.ts'
import { setRootUsers, setThreshold } from '../queries/set-root-quorum.ts'
import { markOrganizationDeleted, updateOrganizationName } from '../queries/update-organizations.ts'
import {
  deleteTagsOfUsers,
  deleteUserTags,
  insertTagsOfUser,
  insertUserTag,
  selectTaggedUserIds,
  selectUserTags,
  updateUserTag,
} from '../queries/user-tags.ts'
import type { ActivitiesTable, OrganizationsTable, UsersTable, VotesTable } from '../schema.ts'
import type { Renewal, SessionProfileRow } from '../session-rows.ts'
import type { Transaction } from '../store.ts'
import { toApiKeyRecord, toDecidedRecord, toVoteRecord } from '../to-records.ts'
import { toActivityRow, toFeatureRow, toOrganizationRow, toUserRow, toUserTagRow, toVoteRow } from '../to-rows.ts'
import { bytesToUuid, uuidToBytes } from '../uuid.ts'
import { appendLog } from './append-log.ts'
import type { SqliteConnection } from './connection.ts'
import { queryBuilder } from './dialect.ts'
import { findApiKeyOfUser, findSessionRenewal, listReadOnlySessions } from './find-sessions.ts'
import { listApiKeysOfUser, listAuthenticatorsOfUser } from './find-users.ts'
import { hotStatements } from './hot-statements.ts'
import { type ApiKeyLifeRecord, toApiKeyLife } from './to-found.ts'

/**
 * Transaction as {@link Transaction} describes it. The queue holds SQLite's one write lock while it lives, so locking a row is reading it.
 */
export class SqliteTransaction implements Transaction {
  readonly #writer: SqliteConnection
  #ended = false

  /** @param writer connection of the write queue, in a transaction */
  constructor(writer: SqliteConnection) {
    this.#writer = writer
  }

  /** Makes every later call fail, so that an effect cannot write after its job has been decided. */
  end(): void {
    this.#ended = true
  }

  async lockOrganization(organizationId: string): Promise<OrganizationRow | undefined> {
    const id = uuidToBytes(organizationId)
    const record = this.#connection.get<OrganizationsTable>(hotStatements.findOrganization, id)
    return record && toOrganizationRow(record)
  }

  async lockUser(organizationId: string, userId: string): Promise<UserRow | undefined> {
    const key = [uuidToBytes(organizationId), uuidToBytes(userId)]
    const record = this.#connection.get<UsersTable>(hotStatements.findUser, ...key)
    return record && toUserRow(record)
  }

  async countUsers(organizationId: string): Promise<number> {
    return this.#connection.select(countUsers(queryBuilder, organizationId))[0]?.count ?? 0
  }

  async countUsableRootUsers(organizationId: string, rpIds: readonly string[] | undefined): Promise<number> {
    return this.#connection.select(countUsableRootUsers(queryBuilder, organizationId, rpIds))[0]?.count ?? 0
  }

  async listRootUserIds(organizationId: string): Promise<string[]> {
    const key = uuidToBytes(organizationId)
    const records = this.#connection.all<Pick<UsersTable, 'user_id'>>(hotStatements.listRootUserIds, key)
    return records.map((record) => bytesToUuid(record.user_id))
  }

  async setRootQuorum(organizationId: string, threshold: number, userIds: readonly string[]): Promise<void> {
    this.#connection.change(setThreshold(queryBuilder, organizationId, threshold))
    this.#connection.change(setRootUsers(queryBuilder, organizationId, userIds))
  }

  async addOrganization(row: OrganizationRow): Promise<void> {
    this.#connection.change(insertOrganization(queryBuilder, row))
  }

  async renameOrganization(organizationId: string, organizationName: string): Promise<void> {
    this.#connection.change(updateOrganizationName(queryBuilder, organizationId, organizationName))
  }

  async setFeature(row: FeatureRow): Promise<void> {
    this.#connection.change(upsertFeature(queryBuilder, row))
  }

  async removeFeature(organizationId: string, featureName: string): Promise<void> {
    this.#connection.change(deleteFeatures(queryBuilder, organizationId, featureName))
  }

  async listFeatures(organizationId: string): Promise<FeatureRow[]> {
    return this.#connection.select(selectFeatures(queryBuilder, organizationId)).map(toFeatureRow)
  }

  async deleteOrganization(organizationId: string, nowMs: number): Promise<void> {
    for (const query of deleteUsers(queryBuilder, organizationId, undefined)) this.#connection.change(query)
    for (const query of deleteUserTags(queryBuilder, organizationId, undefined)) this.#connection.change(query)
    this.#connection.change(deleteFeatures(queryBuilder, organizationId, undefined))
    this.#connection.change(markOrganizationDeleted(queryBuilder, organizationId, nowMs))
  }

  async addUser(row: UserRow): Promise<void> {
    this.#connection.change(insertUser(queryBuilder, row))
  }

  async updateUser(row: UserRow): Promise<void> {
    this.#connection.change(updateUser(queryBuilder, row))
  }

  async deleteUsers(organizationId: string, userIds: readonly string[]): Promise<void> {
    for (const query of deleteUsers(queryBuilder, organizationId, userIds)) this.#connection.change(query)
  }

  async listUserTags(organizationId: string): Promise<UserTagRow[]> {
    return this.#connection.select(selectUserTags(queryBuilder, organizationId)).map(toUserTagRow)
  }

  async addUserTag(row: UserTagRow): Promise<void> {
    this.#connection.change(insertUserTag(queryBuilder, row))
  }

  async updateUserTag(row: UserTagRow): Promise<void> {
    this.#connection.change(updateUserTag(queryBuilder, row))
  }

  async deleteUserTags(organizationId: string, tagIds: readonly string[]): Promise<void> {
    for (const query of deleteUserTags(queryBuilder, organizationId, tagIds)) this.#connection.change(query)
  }

  async listTaggedUserIds(organizationId: string, tagIds: readonly string[]): Promise<string[]> {
    const records = this.#connection.select(selectTaggedUserIds(queryBuilder, organizationId, tagIds))
    return records.map((record) => bytesToUuid(record.user_id))
  }

  async tagUsers(organizationId: string, userIds: readonly string[], tagIds: readonly string[]): Promise<void> {
    if (tagIds.length === 0) return
    for (const userId of userIds) {
      this.#connection.change(insertTagsOfUser(queryBuilder, organizationId, userId, tagIds))
    }
  }

  async untagUsers(
    organizationId: string,
    userIds: readonly string[],
    tagIds: readonly string[] | undefined,
  ): Promise<void> {
    if (userIds.length === 0) return
    this.#connection.change(deleteTagsOfUsers(queryBuilder, organizationId, userIds, tagIds))
  }

  async listApiKeys(organizationId: string, userId: string): Promise<ApiKeyRow[]> {
    return listApiKeysOfUser(this.#connection, uuidToBytes(organizationId), uuidToBytes(userId))
  }

  async listApiKeyLives(organizationId: string, userId: string): Promise<ApiKeyLife[]> {
    const key = [uuidToBytes(organizationId), uuidToBytes(userId)]
    return this.#connection.all<ApiKeyLifeRecord>(hotStatements.listApiKeyLives, ...key).map(toApiKeyLife)
  }

  async addApiKey(row: ApiKeyRow): Promise<boolean> {
    return this.#connection.runNamed(hotStatements.addApiKey, { ...toApiKeyRecord(row) }) > 0
  }

  async deleteApiKeys(organizationId: string, userId: string, apiKeyIds: readonly string[]): Promise<void> {
    const [organization, user] = [uuidToBytes(organizationId), uuidToBytes(userId)]
    for (const id of apiKeyIds) this.#connection.run(hotStatements.deleteApiKey, organization, user, uuidToBytes(id))
  }

  async listAuthenticators(organizationId: string, userId: string): Promise<AuthenticatorRow[]> {
    return listAuthenticatorsOfUser(this.#connection, uuidToBytes(organizationId), uuidToBytes(userId))
  }

  async addAuthenticator(row: AuthenticatorRow): Promise<boolean> {
    return this.#connection.change(insertAuthenticator(queryBuilder, row)) > 0
  }

  async deleteAuthenticators(
    organizationId: string,
    userId: string,
    authenticatorIds: readonly string[],
  ): Promise<void> {
    this.#connection.change(deleteAuthenticators(queryBuilder, organizationId, userId, authenticatorIds))
  }

  async addReadOnlySession(row: ReadOnlySessionRow): Promise<void> {
    this.#connection.change(insertReadOnlySession(queryBuilder, row))
  }

  async deleteReadOnlySessions(
    organizationId: string,
    userId: string,
    tokenHash: Uint8Array | undefined,
  ): Promise<void> {
    this.#connection.change(deleteReadOnlySessions(queryBuilder, organizationId, userId, tokenHash))
  }

  async listReadOnlySessions(organizationId: string, userId: string): Promise<ReadOnlySessionRow[]> {
    return listReadOnlySessions(this.#connection, organizationId, userId)
  }

  async endSessionsOfPasskeys(
    organizationId: string,
    authenticatorIds: readonly string[],
    nowMs: number,
  ): Promise<number> {
    const queries = deleteSessionsOfPasskeys(queryBuilder, organizationId, authenticatorIds, nowMs)
    return queries.reduce((ended, query) => ended + this.#connection.change(query), 0)
  }

  async findApiKeyOfUser(organizationId: string, userId: string, apiKeyId: string): Promise<ApiKeyRow | undefined> {
    return findApiKeyOfUser(this.#connection, organizationId, userId, apiKeyId)
  }

  async renewApiKey(renewal: Renewal): Promise<void> {
    const { organizationId, userId, apiKeyId, expiresAtMs, renewableUntilMs } = renewal
    const key = [uuidToBytes(organizationId), uuidToBytes(userId), uuidToBytes(apiKeyId)]
    this.#connection.run(hotStatements.renewApiKey, expiresAtMs, renewableUntilMs, ...key)
  }

  async findSessionRenewal(organizationId: string): Promise<number | undefined> {
    return findSessionRenewal(this.#connection, organizationId)
  }

  async setSessionRenewal(organizationId: string, renewalSeconds: number): Promise<void> {
    this.#connection.change(updateSessionRenewal(queryBuilder, organizationId, renewalSeconds))
  }

  async countSessionProfiles(organizationId: string): Promise<number> {
    return this.#connection.select(countSessionProfiles(queryBuilder, organizationId))[0]?.count ?? 0
  }

  async addSessionProfile(row: SessionProfileRow): Promise<boolean> {
    return this.#connection.change(insertSessionProfile(queryBuilder, row)) > 0
  }

  async hasLiveApiKey(organizationId: string, userId: string, apiKeyId: string, nowMs: number): Promise<boolean> {
    const key = [uuidToBytes(organizationId), uuidToBytes(userId), uuidToBytes(apiKeyId)]
    return this.#connection.get(hotStatements.hasLiveApiKey, ...key, nowMs) !== undefined
  }

  async hasAuthenticator(organizationId: string, authenticatorId: string): Promise<boolean> {
    const key = [uuidToBytes(organizationId), uuidToBytes(authenticatorId)]
    return this.#connection.get(hotStatements.hasAuthenticator, ...key) !== undefined
  }

  async lockActivity(organizationId: string, fingerprint: Uint8Array): Promise<ActivityRow | undefined> {
    const key = [uuidToBytes(organizationId), fingerprint]
    const record = this.#connection.get<ActivitiesTable>(hotStatements.findActivityByFingerprint, ...key)
    return record && toActivityRow(record)
  }

  async listVotes(organizationId: string, activityId: string): Promise<VoteRow[]> {
    const key = [uuidToBytes(organizationId), uuidToBytes(activityId)]
    return this.#connection.all<VotesTable>(hotStatements.listVotes, ...key).map(toVoteRow)
  }

  async addVote(vote: VoteRow): Promise<void> {
    const record = toVoteRecord(vote)
    this.#connection.runNamed(hotStatements.addVote, { ...record })
    appendLog(this.#connection, 'voted', record, (place) => hashVoted(place, record))
  }

  async decideActivity(activity: ActivityRow, decision: Decision): Promise<void> {
    const record = toDecidedRecord(activity, decision)
    this.#connection.runNamed(hotStatements.decideActivity, { ...record })
    appendLog(this.#connection, 'decided', record, (place) => hashDecided(place, record))
  }

  attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#connection.attempt(work)
  }

  /** Outside a transaction a write would be committed by itself, so neither a decided job nor a lost transaction may go on. */
  get #connection(): SqliteConnection {
    if (this.#ended || !this.#writer.inTransaction)
      throw new Error('the transaction is over: nothing more can be done in it')
    return this.#writer
  }
}
