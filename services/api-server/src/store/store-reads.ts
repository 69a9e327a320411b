/** The reads of every store, on connections outside of any transaction, so that they never see what is not committed. */
import type { Kysely } from 'kysely'
import type { ActivityRow, FoundActivity } from './activity-rows.ts'
import type { Reader } from './connection.ts'
import type {
  ApiKeyRow,
  AuthenticatorRow,
  FoundApiKey,
  FoundAuthenticator,
  FoundReadOnlySession,
  ReadOnlySessionRow,
} from './credential-rows.ts'
import { findActivity, listActivities } from './find-activities.ts'
import { listLog } from './find-log.ts'
import { findSessionRenewal, listReadOnlySessions } from './find-sessions.ts'
import { findUser, listApiKeysOfUser, listAuthenticatorsOfUser, listUsers } from './find-users.ts'
import type { FeatureRow, OrganizationRow, UserTagRow, UserWithCredentials } from './organization-rows.ts'
import { selectFeatures } from './queries/features.ts'
import type { HotStatements } from './queries/hot-statements.ts'
import { countSigned, selectOrganizationIds } from './queries/log.ts'
import { inListOrder } from './queries/page-order.ts'
import { selectSuborgIds } from './queries/select-suborg-ids.ts'
import { selectSessionProfiles } from './queries/session-queries.ts'
import { selectUserTags } from './queries/user-tags.ts'
import type { Database, StoreValue } from './schema.ts'
import { toSessionProfileRow } from './session-records.ts'
import type { SessionProfileRow } from './session-rows.ts'
import type { ActivityFilter, LoggedRecord, Page, Reads, SuborgFilter } from './store.ts'
import { toFoundApiKey, toFoundAuthenticator, toFoundReadOnlySession } from './to-found.ts'
import {
  toActivityRow,
  toApiKeyRow,
  toAuthenticatorRow,
  toFeatureRow,
  toOrganizationRow,
  toUserTagRow,
} from './to-rows.ts'
import { bytesToUuid, uuidToBytes } from './uuid.ts'

/** Every read of the store; each is described by {@link Reads}. */
export class StoreReads implements Reads {
  readonly #reader: Reader

  /** @param reader connection outside of transactions */
  constructor(reader: Reader) {
    this.#reader = reader
  }

  async findApiKey(organizationId: string, publicKey: Uint8Array): Promise<FoundApiKey | undefined> {
    return this.#find(this.#hot.findApiKey, toFoundApiKey, uuidToBytes(organizationId), publicKey)
  }

  async findApiKeysOfChildren(parentOrganizationId: string, publicKey: Uint8Array): Promise<FoundApiKey[]> {
    return this.#list(this.#hot.findApiKeysOfChildren, toFoundApiKey, uuidToBytes(parentOrganizationId), publicKey)
  }

  async findAuthenticator(organizationId: string, credentialId: Uint8Array): Promise<FoundAuthenticator | undefined> {
    return this.#find(this.#hot.findAuthenticator, toFoundAuthenticator, uuidToBytes(organizationId), credentialId)
  }

  async findAuthenticatorsOfChildren(
    parentOrganizationId: string,
    credentialId: Uint8Array,
  ): Promise<FoundAuthenticator[]> {
    const parent = uuidToBytes(parentOrganizationId)
    return this.#list(this.#hot.findAuthenticatorsOfChildren, toFoundAuthenticator, parent, credentialId)
  }

  async findReadOnlySession(organizationId: string, tokenHash: Uint8Array): Promise<FoundReadOnlySession | undefined> {
    return this.#find(this.#hot.findReadOnlySession, toFoundReadOnlySession, uuidToBytes(organizationId), tokenHash)
  }

  async listReadOnlySessions(organizationId: string, userId: string): Promise<ReadOnlySessionRow[]> {
    return listReadOnlySessions(this.#reader, organizationId, userId)
  }

  async findSessionProfile(organizationId: string, sessionProfileId: string): Promise<SessionProfileRow | undefined> {
    const key = [uuidToBytes(organizationId), uuidToBytes(sessionProfileId)]
    return this.#find(this.#hot.findSessionProfile, toSessionProfileRow, ...key)
  }

  async listSessionProfiles(organizationId: string): Promise<SessionProfileRow[]> {
    const query = selectSessionProfiles(this.#queryBuilder, organizationId)
    return (await this.#reader.select(query)).map(toSessionProfileRow)
  }

  async findSessionRenewal(organizationId: string): Promise<number | undefined> {
    return findSessionRenewal(this.#reader, organizationId)
  }

  async findOrganization(organizationId: string): Promise<OrganizationRow | undefined> {
    return this.#find(this.#hot.findOrganization, toOrganizationRow, uuidToBytes(organizationId))
  }

  async findFirstOrganization(): Promise<OrganizationRow | undefined> {
    return this.#find(this.#hot.findFirstOrganization, toOrganizationRow)
  }

  async listFeatures(organizationId: string): Promise<FeatureRow[]> {
    return (await this.#reader.select(selectFeatures(this.#queryBuilder, organizationId))).map(toFeatureRow)
  }

  async findFeatureOfFamily(
    organizationId: string,
    parentOrganizationId: string | undefined,
    featureName: string,
  ): Promise<FeatureRow[]> {
    const family = [organizationId, parentOrganizationId ?? organizationId].map(uuidToBytes)
    return this.#list(this.#hot.findFeatureOfFamily, toFeatureRow, ...family, featureName)
  }

  async findUser(organizationId: string, userId: string): Promise<UserWithCredentials | undefined> {
    return this.#reader.snapshot(findUser(organizationId, userId))
  }

  async listUsers(organizationId: string): Promise<UserWithCredentials[]> {
    return this.#reader.snapshot(listUsers(organizationId))
  }

  async listUserTags(organizationId: string): Promise<UserTagRow[]> {
    return (await this.#reader.select(selectUserTags(this.#queryBuilder, organizationId))).map(toUserTagRow)
  }

  async listApiKeys(organizationId: string, userId: string | undefined): Promise<ApiKeyRow[]> {
    const organization = uuidToBytes(organizationId)
    if (userId !== undefined) return listApiKeysOfUser(this.#reader, organization, uuidToBytes(userId))
    const query = this.#queryBuilder.selectFrom('api_keys').selectAll().where('organization_id', '=', organization)
    return (await this.#reader.select(query.orderBy('created_at_ms').orderBy('api_key_id'))).map(toApiKeyRow)
  }

  async findApiKeyById(organizationId: string, apiKeyId: string): Promise<ApiKeyRow | undefined> {
    return this.#find(this.#hot.findApiKeyById, toApiKeyRow, uuidToBytes(organizationId), uuidToBytes(apiKeyId))
  }

  async listAuthenticators(organizationId: string, userId: string): Promise<AuthenticatorRow[]> {
    return listAuthenticatorsOfUser(this.#reader, uuidToBytes(organizationId), uuidToBytes(userId))
  }

  async findAuthenticatorById(organizationId: string, authenticatorId: string): Promise<AuthenticatorRow | undefined> {
    const values = [uuidToBytes(organizationId), uuidToBytes(authenticatorId)]
    return this.#find(this.#hot.findAuthenticatorById, toAuthenticatorRow, ...values)
  }

  async listSuborgIds(parentOrganizationId: string, filter: SuborgFilter | undefined, page: Page): Promise<string[]> {
    // No stored text has this character, and PostgreSQL refuses to compare with one that has.
    if (filter !== undefined && 'value' in filter && filter.value.includes('\0')) return []
    const found = await this.#reader.select(selectSuborgIds(this.#queryBuilder, parentOrganizationId, filter, page))
    return inListOrder(found, 'asc', page).map((suborg) => bytesToUuid(suborg.organization_id))
  }

  async hasSubmitted(organizationId: string, userId: string, fingerprint: Uint8Array): Promise<boolean> {
    const values = [uuidToBytes(organizationId), fingerprint, uuidToBytes(userId)]
    return (await this.#reader.get(this.#hot.hasSubmitted, ...values)) !== undefined
  }

  async findActivityByFingerprint(organizationId: string, fingerprint: Uint8Array): Promise<ActivityRow | undefined> {
    const values = [uuidToBytes(organizationId), fingerprint]
    return this.#find(this.#hot.findActivityByFingerprint, toActivityRow, ...values)
  }

  async findActivity(organizationId: string, activityId: string): Promise<FoundActivity | undefined> {
    return this.#reader.snapshot(findActivity(organizationId, activityId))
  }

  async listOrganizationIds(afterId: string | undefined, limit: number): Promise<string[]> {
    const records = await this.#reader.select(selectOrganizationIds(this.#queryBuilder, afterId, limit))
    return records.map((record) => bytesToUuid(record.organization_id))
  }

  async listLog(organizationId: string, afterPosition: number, limit: number): Promise<LoggedRecord[]> {
    return this.#reader.snapshot(listLog(organizationId, afterPosition, limit))
  }

  async countSigned(organizationId: string): Promise<Record<'activities' | 'votes', number>> {
    const count = async (table: 'activities' | 'votes'): Promise<number> => {
      const [record] = await this.#reader.select(countSigned(this.#queryBuilder, organizationId, table))
      return record?.count ?? 0
    }
    return { activities: await count('activities'), votes: await count('votes') }
  }

  async listActivities(organizationId: string, filter: ActivityFilter, page: Page): Promise<FoundActivity[]> {
    return this.#reader.snapshot(listActivities(organizationId, filter, page))
  }

  get #hot(): HotStatements {
    return this.#reader.dialect.hot
  }

  get #queryBuilder(): Kysely<Database> {
    return this.#reader.dialect.queryBuilder
  }

  async #find<Record, Row>(
    sql: string,
    toRow: (record: Record) => Row,
    ...values: readonly StoreValue[]
  ): Promise<Row | undefined> {
    const record = await this.#reader.get<Record>(sql, ...values)
    return record === undefined ? undefined : toRow(record)
  }

  async #list<Record, Row>(
    sql: string,
    toRow: (record: Record) => Row,
    ...values: readonly StoreValue[]
  ): Promise<Row[]> {
    return (await this.#reader.all<Record>(sql, ...values)).map(toRow)
  }
}
