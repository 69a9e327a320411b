/** From the rows the stages know to the tables' records; the reverse of `to-rows.ts`. */
import type { Decision, NewActivity, RecordedStatus, VoteRow } from './activity-rows.ts'
import type { ApiKeyRow, AuthenticatorRow } from './credential-rows.ts'
import type { DecidedRecord } from './log-hash.ts'
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
import { toFactsRecord } from './session-records.ts'
import { uuidToBytes } from './uuid.ts'

/**
 * Converts an organization.
 * @param row organization to store
 */
export function toOrganizationRecord(row: OrganizationRow): OrganizationsTable {
  return {
    organization_id: uuidToBytes(row.organizationId),
    parent_organization_id: toOptionalBytes(row.parentOrganizationId),
    organization_name: row.organizationName,
    root_quorum_threshold: row.rootQuorumThreshold,
    created_at_ms: row.createdAtMs,
    deleted_at_ms: null,
    session_renewal_seconds: null,
  }
}

/**
 * Converts a feature.
 * @param row feature to store
 */
export function toFeatureRecord(row: FeatureRow): OrganizationFeaturesTable {
  return {
    organization_id: uuidToBytes(row.organizationId),
    feature_name: row.featureName,
    feature_value: row.value ?? null,
  }
}

/**
 * Converts a user, all but the parent of its organization, which the row does not know.
 * @param row user to store
 */
export function toUserRecord(row: UserRow): Omit<UsersTable, 'parent_organization_id'> {
  return {
    organization_id: uuidToBytes(row.organizationId),
    user_id: uuidToBytes(row.userId),
    user_name: row.userName,
    email: row.email ?? null,
    phone_number: row.phoneNumber ?? null,
    is_root: Number(row.isRoot),
    created_at_ms: row.createdAtMs,
    updated_at_ms: row.updatedAtMs,
  }
}

/**
 * Converts a tag.
 * @param row tag to store
 */
export function toUserTagRecord(row: UserTagRow): UserTagsTable {
  return {
    organization_id: uuidToBytes(row.organizationId),
    tag_id: uuidToBytes(row.tagId),
    tag_name: row.tagName,
    created_at_ms: row.createdAtMs,
    updated_at_ms: row.updatedAtMs,
  }
}

/**
 * Converts an API key.
 * @param row key to store
 */
export function toApiKeyRecord(row: ApiKeyRow): ApiKeysTable {
  return {
    organization_id: uuidToBytes(row.organizationId),
    public_key: row.publicKey,
    parent_organization_id: toOptionalBytes(row.parentOrganizationId),
    api_key_id: uuidToBytes(row.apiKeyId),
    user_id: uuidToBytes(row.userId),
    api_key_name: row.apiKeyName,
    credential_type: row.credentialType,
    expiration_seconds: row.expirationSeconds ?? null,
    expires_at_ms: row.expiresAtMs ?? null,
    created_at_ms: row.createdAtMs,
    ...toFactsRecord(row),
  }
}

/**
 * Converts a passkey.
 * @param row passkey to store
 */
export function toAuthenticatorRecord(row: AuthenticatorRow): AuthenticatorsTable {
  return {
    organization_id: uuidToBytes(row.organizationId),
    credential_id: row.credentialId,
    parent_organization_id: toOptionalBytes(row.parentOrganizationId),
    authenticator_id: uuidToBytes(row.authenticatorId),
    user_id: uuidToBytes(row.userId),
    authenticator_name: row.authenticatorName,
    public_key_cose: row.publicKeyCose,
    algorithm: row.algorithm,
    rp_id: row.rpId,
    sign_count: row.signCount,
    backup_eligible: Number(row.backupEligible),
    backup_state: Number(row.backupState),
    aaguid: uuidToBytes(row.aaguid),
    attestation_type: row.attestationType,
    transports: JSON.stringify(row.transports),
    created_at_ms: row.createdAtMs,
  }
}

/**
 * Converts an activity together with what came of it when it was recorded.
 * @param activity activity to store
 * @param status where it stands
 * @param result what its effect returned; anything JSON can hold, undefined becomes null
 */
export function toActivityRecord(activity: NewActivity, status: RecordedStatus, result: unknown): ActivitiesTable {
  return {
    ...toSignedRecord(activity),
    type: activity.type,
    status,
    result: JSON.stringify(result ?? null),
    failure: null,
    decided_at_ms: null,
  }
}

/**
 * Converts a vote.
 * @param vote vote to store
 */
export function toVoteRecord(vote: VoteRow): VotesTable {
  return { ...toSignedRecord(vote), vote_id: uuidToBytes(vote.voteId), selection: vote.selection }
}

/**
 * Converts the decision of an activity that had waited.
 * @param activity which one
 * @param decision what came of it; an undefined result becomes null
 */
export function toDecidedRecord(
  { organizationId, activityId }: Pick<NewActivity, 'organizationId' | 'activityId'>,
  { status, result, failure, decidedAtMs }: Decision,
): DecidedRecord {
  return {
    organization_id: uuidToBytes(organizationId),
    activity_id: uuidToBytes(activityId),
    status,
    result: JSON.stringify(result ?? null),
    failure: failure === undefined ? null : JSON.stringify(failure),
    decided_at_ms: decidedAtMs,
  }
}

/** What activities and votes have in common: bytes that somebody signed. */
function toSignedRecord(row: Omit<VoteRow, 'voteId' | 'selection'>): Omit<VotesTable, 'vote_id' | 'selection'> {
  return {
    organization_id: uuidToBytes(row.organizationId),
    activity_id: uuidToBytes(row.activityId),
    fingerprint: row.fingerprint,
    user_id: uuidToBytes(row.userId),
    body: row.body,
    stamp_scheme: row.stamp.scheme,
    stamp_public_key_hex: row.stamp.publicKeyHex,
    stamp_header: row.stamp.header,
    created_at_ms: row.createdAtMs,
  }
}

function toOptionalBytes(id: string | undefined): Uint8Array | null {
  return id === undefined ? null : uuidToBytes(id)
}
