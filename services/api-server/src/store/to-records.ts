/** From the rows the stages know to the tables' records; the reverse of `to-rows.ts`. */
import type { NewActivity } from './activity-rows.ts'
import type { ApiKeyRow, AuthenticatorRow } from './credential-rows.ts'
import type { OrganizationRow, UserRow } from './organization-rows.ts'
import type { ActivitiesTable, ApiKeysTable, AuthenticatorsTable, OrganizationsTable, UsersTable } from './schema.ts'
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
 * Converts an activity together with what came of it.
 * @param activity activity to store
 * @param status wire name of its status
 * @param result what its effect returned; anything JSON can hold, undefined becomes null
 */
export function toActivityRecord(activity: NewActivity, status: string, result: unknown): ActivitiesTable {
  return {
    organization_id: uuidToBytes(activity.organizationId),
    activity_id: uuidToBytes(activity.activityId),
    fingerprint: activity.fingerprint,
    type: activity.type,
    status,
    user_id: uuidToBytes(activity.userId),
    body: activity.body,
    stamp_scheme: activity.stamp.scheme,
    stamp_public_key_hex: activity.stamp.publicKeyHex,
    stamp_header: activity.stamp.header,
    result: JSON.stringify(result ?? null),
    created_at_ms: activity.createdAtMs,
  }
}

function toOptionalBytes(id: string | undefined): Uint8Array | null {
  return id === undefined ? null : uuidToBytes(id)
}
