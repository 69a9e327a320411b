/** From the tables' records to the rows the stages know: bytes to UUID text, null to undefined, 0 and 1 to truth values. */
import type { ActivityRow, RecordedStatus, Selection, VoteRow } from './activity-rows.ts'
import type { ApiKeyRow, AuthenticatorRow } from './credential-rows.ts'
import type { FeatureRow, OrganizationRow, UserRow, UserTagRow } from './organization-rows.ts'
import type {
  ActivitiesTable,
  ApiKeysTable,
  AuthenticatorsTable,
  OrganizationFeaturesTable,
  OrganizationsTable,
  UsersTable,
  UserTagsTable,
  VotesTable,
} from './schema.ts'
import { toSessionFacts } from './session-records.ts'
import { bytesToUuid } from './uuid.ts'

/**
 * Converts a record of `organizations`.
 * @param record record as stored
 */
export function toOrganizationRow(record: OrganizationsTable): OrganizationRow {
  return {
    organizationId: bytesToUuid(record.organization_id),
    parentOrganizationId: toOptionalUuid(record.parent_organization_id),
    organizationName: record.organization_name,
    rootQuorumThreshold: record.root_quorum_threshold,
    createdAtMs: record.created_at_ms,
  }
}

/**
 * Converts a record of `organization_features`.
 * @param record record as stored
 */
export function toFeatureRow(record: OrganizationFeaturesTable): FeatureRow {
  return {
    organizationId: bytesToUuid(record.organization_id),
    featureName: record.feature_name,
    value: record.feature_value ?? undefined,
  }
}

/**
 * Converts a record of `users`.
 * @param record record as stored
 */
export function toUserRow(record: UsersTable): UserRow {
  return {
    organizationId: bytesToUuid(record.organization_id),
    userId: bytesToUuid(record.user_id),
    userName: record.user_name,
    email: record.email ?? undefined,
    phoneNumber: record.phone_number ?? undefined,
    isRoot: record.is_root === 1,
    createdAtMs: record.created_at_ms,
    updatedAtMs: record.updated_at_ms,
  }
}

/**
 * Converts a record of `user_tags`.
 * @param record record as stored
 */
export function toUserTagRow(record: UserTagsTable): UserTagRow {
  return {
    organizationId: bytesToUuid(record.organization_id),
    tagId: bytesToUuid(record.tag_id),
    tagName: record.tag_name,
    createdAtMs: record.created_at_ms,
    updatedAtMs: record.updated_at_ms,
  }
}

/**
 * Converts a record of `api_keys`.
 * @param record record as stored
 */
export function toApiKeyRow(record: ApiKeysTable): ApiKeyRow {
  const session = toSessionFacts(record)
  return {
    organizationId: bytesToUuid(record.organization_id),
    parentOrganizationId: toOptionalUuid(record.parent_organization_id),
    publicKey: record.public_key,
    apiKeyId: bytesToUuid(record.api_key_id),
    userId: bytesToUuid(record.user_id),
    apiKeyName: record.api_key_name,
    credentialType: record.credential_type,
    expirationSeconds: record.expiration_seconds ?? undefined,
    expiresAtMs: record.expires_at_ms ?? undefined,
    createdAtMs: record.created_at_ms,
    ...(session && { session }),
  }
}

/**
 * Converts a record of `authenticators`.
 * @param record record as stored
 */
export function toAuthenticatorRow(record: AuthenticatorsTable): AuthenticatorRow {
  return {
    organizationId: bytesToUuid(record.organization_id),
    parentOrganizationId: toOptionalUuid(record.parent_organization_id),
    credentialId: record.credential_id,
    authenticatorId: bytesToUuid(record.authenticator_id),
    userId: bytesToUuid(record.user_id),
    authenticatorName: record.authenticator_name,
    publicKeyCose: record.public_key_cose,
    algorithm: record.algorithm,
    rpId: record.rp_id,
    signCount: record.sign_count,
    backupEligible: record.backup_eligible === 1,
    backupState: record.backup_state === 1,
    aaguid: bytesToUuid(record.aaguid),
    attestationType: record.attestation_type,
    transports: JSON.parse(record.transports),
    createdAtMs: record.created_at_ms,
  }
}

/**
 * Converts a record of `activities`.
 * @param record record as stored
 */
export function toActivityRow(record: ActivitiesTable): ActivityRow {
  return {
    ...toSigned(record),
    type: record.type,
    status: record.status as RecordedStatus,
    result: JSON.parse(record.result),
    failure: record.failure === null ? undefined : JSON.parse(record.failure),
    decidedAtMs: record.decided_at_ms ?? undefined,
  }
}

/**
 * Converts a record of `votes`.
 * @param record record as stored
 */
export function toVoteRow(record: VotesTable): VoteRow {
  return { ...toSigned(record), voteId: bytesToUuid(record.vote_id), selection: record.selection as Selection }
}

/** What activities and votes have in common: bytes that somebody signed. */
function toSigned(record: ActivitiesTable | VotesTable): Omit<VoteRow, 'voteId' | 'selection'> {
  return {
    organizationId: bytesToUuid(record.organization_id),
    activityId: bytesToUuid(record.activity_id),
    userId: bytesToUuid(record.user_id),
    fingerprint: record.fingerprint,
    body: record.body,
    stamp: {
      scheme: record.stamp_scheme,
      publicKeyHex: record.stamp_public_key_hex,
      header: record.stamp_header,
    },
    createdAtMs: record.created_at_ms,
  }
}

function toOptionalUuid(bytes: Uint8Array | null): string | undefined {
  return bytes === null ? undefined : bytesToUuid(bytes)
}
