/** Reads of the embedded store, on a connection of their own, so that they never see what is not committed. */
import type { ActivityRow, FoundActivity } from '../activity-rows.ts'
import type {
  ApiKeyRow,
  AuthenticatorRow,
  FoundApiKey,
  FoundAuthenticator,
  FoundReadOnlySession,
  ReadOnlySessionRow,
} from '../credential-rows.ts'
import type { FeatureRow, OrganizationRow, UserTagRow, UserWithCredentials } from '../organization-rows.ts'
import { selectFeatures } from '../queries/features.ts'
import { countSigned, selectOrganizationIds } from '../queries/log.ts'
import { inListOrder } from '../queries/page-order.ts'
import { selectSuborgIds } from '../queries/select-suborg-ids.ts'
import { selectSessionProfiles } from '../queries/session-queries.ts'
import { selectUserTags } from '../queries/user-tags.ts'
import type { OrganizationFeaturesTable } from '../schema.ts'
import { toSessionProfileRow } from '../session-records.ts'
import type { SessionProfileRow } from '../session-rows.ts'
import type { ActivityFilter, LoggedRecord, Page, Reads, SuborgFilter } from '../store.ts'
import {
  toActivityRow,
  toApiKeyRow,
  toAuthenticatorRow,
  toFeatureRow,
  toOrganizationRow,
  toUserTagRow,
} from '../to-rows.ts'
import { bytesToUuid, uuidToBytes } from '../uuid.ts'
import type { SqliteConnection } from './connection.ts'
import { queryBuilder } from './dialect.ts'
import { findActivity, listActivities } from './find-activities.ts'
import { listLog } from './find-log.ts'
import { findSessionRenewal, listReadOnlySessions } from './find-sessions.ts'
import { findUser, listApiKeysOfUser, listAuthenticatorsOfUser, listUsers } from './find-users.ts'
import { hotStatements } from './hot-statements.ts'
import { toFoundApiKey, toFoundAuthenticator, toFoundReadOnlySession } from './to-found.ts'

/** Every read of the store; each is described by {@link Reads}. */
export class SqliteReads implements Reads {
  readonly #reader: SqliteConnection

  /** @param reader read-only connection */
  constructor(reader: SqliteConnection) {
    this.#reader = reader
  }

  async findApiKey(organizationId: string, publicKey: Uint8Array): Promise<FoundApiKey | undefined> {
    return this.#find(hotStatements.findApiKey, toFoundApiKey, uuidToBytes(organizationId), publicKey)
  }

  async findApiKeysOfChildren(parentOrganizationId: string, publicKey: Uint8Array): Promise<FoundApiKey[]> {
    return this.#list(hotStatements.findApiKeysOfChildren, toFoundApiKey, uuidToBytes(parentOrganizationId), publicKey)
  }

  async findAuthenticator(organizationId: string, credentialId: Uint8Array): Promise<FoundAuthenticator | undefined> {
    return this.#find(hotStatements.findAuthenticator, toFoundAuthenticator, uuidToBytes(organizationId), credentialId)
  }

  async findAuthenticatorsOfChildren(
    parentOrganizationId: string,
    credentialId: Uint8Array,
  ): Promise<FoundAuthenticator[]> {
    const parent = uuidToBytes(parentOrganizationId)
    return this.#list(hotStatements.findAuthenticatorsOfChildren, toFoundAuthenticator, parent, credentialId)
  }

  async findReadOnlySession(organizationId: string, tokenHash: Uint8Array): Promise<FoundReadOnlySession | undefined> {
    return this.#find(hotStatements.findReadOnlySession, toFoundReadOnlySession, uuidToBytes(organizationId), tokenHash)
  }

  async listReadOnlySessions(organizationId: string, userId: string): Promise<ReadOnlySessionRow[]> {
    return listReadOnlySessions(this.#reader, organizationId, userId)
  }

  async findSessionProfile(organizationId: string, sessionProfileId: string): Promise<SessionProfileRow | undefined> {
    const key = [uuidToBytes(organizationId), uuidToBytes(sessionProfileId)]
    return this.#find(hotStatements.findSessionProfile, toSessionProfileRow, ...key)
  }

  async listSessionProfiles(organizationId: string): Promise<SessionProfileRow[]> {
    return this.#reader.select(selectSessionProfiles(queryBuilder, organizationId)).map(toSessionProfileRow)
  }

  async findSessionRenewal(organizationId: string): Promise<number | undefined> {
    return findSessionRenewal(this.#reader, organizationId)
  }

  async findOrganization(organizationId: string): Promise<OrganizationRow | undefined> {
    return this.#find(hotStatements.findOrganization, toOrganizationRow, uuidToBytes(organizationId))
  }

  async findFirstOrganization(): Promise<OrganizationRow | undefined> {
    const query = queryBuilder.selectFrom('organizations').selectAll().where('parent_organization_id', 'is', null)
    return this.#reader.select(query.orderBy('organization_id').limit(1)).map(toOrganizationRow)[0]
  }

  async listFeatures(organizationId: string): Promise<FeatureRow[]> {
    return this.#reader.select(selectFeatures(queryBuilder, organizationId)).map(toFeatureRow)
  }

  async findFeatureOfFamily(
    organizationId: string,
    parentOrganizationId: string | undefined,
    featureName: string,
  ): Promise<FeatureRow[]> {
    const family = [organizationId, parentOrganizationId ?? organizationId].map(uuidToBytes)
    const records = this.#reader.all<OrganizationFeaturesTable>(
      hotStatements.findFeatureOfFamily,
      ...family,
      featureName,
    )
    return records.map(toFeatureRow)
  }

  async findUser(organizationId: string, userId: string): Promise<UserWithCredentials | undefined> {
    return findUser(this.#reader, organizationId, userId)
  }

  async listUsers(organizationId: string): Promise<UserWithCredentials[]> {
    return listUsers(this.#reader, organizationId)
  }

  async listUserTags(organizationId: string): Promise<UserTagRow[]> {
    return this.#reader.select(selectUserTags(queryBuilder, organizationId)).map(toUserTagRow)
  }

  async listApiKeys(organizationId: string, userId: string | undefined): Promise<ApiKeyRow[]> {
    const organization = uuidToBytes(organizationId)
    if (userId !== undefined) return listApiKeysOfUser(this.#reader, organization, uuidToBytes(userId))
    const query = queryBuilder.selectFrom('api_keys').selectAll().where('organization_id', '=', organization)
    return this.#reader.select(query.orderBy('created_at_ms').orderBy('api_key_id')).map(toApiKeyRow)
  }

  async findApiKeyById(organizationId: string, apiKeyId: string): Promise<ApiKeyRow | undefined> {
    return this.#find(hotStatements.findApiKeyById, toApiKeyRow, uuidToBytes(organizationId), uuidToBytes(apiKeyId))
  }

  async listAuthenticators(organizationId: string, userId: string): Promise<AuthenticatorRow[]> {
    return listAuthenticatorsOfUser(this.#reader, uuidToBytes(organizationId), uuidToBytes(userId))
  }

  async findAuthenticatorById(organizationId: string, authenticatorId: string): Promise<AuthenticatorRow | undefined> {
    const values = [uuidToBytes(organizationId), uuidToBytes(authenticatorId)]
    return this.#find(hotStatements.findAuthenticatorById, toAuthenticatorRow, ...values)
  }

  async listSuborgIds(parentOrganizationId: string, filter: SuborgFilter | undefined, page: Page): Promise<string[]> {
    const found = this.#reader.select(selectSuborgIds(queryBuilder, parentOrganizationId, filter, page))
    return inListOrder(found, 'asc', page).map((suborg) => bytesToUuid(suborg.organization_id))
  }

  async hasSubmitted(organizationId: string, userId: string, fingerprint: Uint8Array): Promise<boolean> {
    const values = [uuidToBytes(organizationId), fingerprint, uuidToBytes(userId)]
    return this.#reader.get(hotStatements.hasSubmitted, ...values) !== undefined
  }

  async findActivityByFingerprint(organizationId: string, fingerprint: Uint8Array): Promise<ActivityRow | undefined> {
    const values = [uuidToBytes(organizationId), fingerprint]
    return this.#find(hotStatements.findActivityByFingerprint, toActivityRow, ...values)
  }

  async findActivity(organizationId: string, activityId: string): Promise<FoundActivity | undefined> {
    return findActivity(this.#reader, organizationId, activityId)
  }

  async listOrganizationIds(afterId: string | undefined, limit: number): Promise<string[]> {
    const records = this.#reader.select(selectOrganizationIds(queryBuilder, afterId, limit))
    return records.map((record) => bytesToUuid(record.organization_id))
  }

  async listLog(organizationId: string, afterPosition: number, limit: number): Promise<LoggedRecord[]> {
    return listLog(this.#reader, organizationId, afterPosition, limit)
  }

  async countSigned(organizationId: string): Promise<Record<'activities' | 'votes', number>> {
    const count = (table: 'activities' | 'votes'): number =>
      this.#reader.select(countSigned(queryBuilder, organizationId, table))[0]?.count ?? 0
    return { activities: count('activities'), votes: count('votes') }
  }

  async listActivities(organizationId: string, filter: ActivityFilter, page: Page): Promise<FoundActivity[]> {
    return listActivities(this.#reader, organizationId, filter, page)
  }

  #find<Record, Row>(sql: string, toRow: (record: Record) => Row, ...values: Uint8Array[]): Row | undefined {
    const record = this.#reader.get<Record>(sql, ...values)
    return record === undefined ? undefined : toRow(record)
  }

  #list<Record, Row>(sql: string, toRow: (record: Record) => Row, ...values: Uint8Array[]): Row[] {
    return this.#reader.all<Record>(sql, ...values).map(toRow)
  }
}
