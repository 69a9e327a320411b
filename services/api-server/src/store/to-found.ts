/** From the hot look-ups' records, in which ids are hex, to what authentication needs. */
import type {
  ApiKeyLife,
  CredentialOwner,
  FoundApiKey,
  FoundAuthenticator,
  FoundReadOnlySession,
} from './credential-rows.ts'
import type {
  ApiKeysTable,
  AuthenticatorsTable,
  OrganizationsTable,
  ReadOnlySessionsTable,
  UsersTable,
} from './schema.ts'
import { hexToUuid } from './uuid.ts'

type OwnerRecord = Pick<OrganizationsTable, 'organization_name' | 'root_quorum_threshold'> &
  Pick<UsersTable, 'user_name' | 'is_root'> & {
    organization_hex: string
    /** Of a parent organization empty or null, as the database has it. */
    parent_hex: string | null
    user_hex: string
  }

type CredentialRecord = OwnerRecord & { credential_hex: string }

/**
 * Converts an API key and its owner.
 * @param record row of `findApiKey` or `findApiKeysOfChildren`
 */
export function toFoundApiKey(
  record: CredentialRecord & Pick<ApiKeysTable, 'credential_type' | 'expires_at_ms'> & { profile_hex: string | null },
): FoundApiKey {
  return {
    ...toOwner(record),
    apiKeyId: hexToUuid(record.credential_hex),
    credentialType: record.credential_type,
    expiresAtMs: record.expires_at_ms ?? undefined,
    sessionProfileId: record.profile_hex ? hexToUuid(record.profile_hex) : undefined,
  }
}

/** Row of `listApiKeyLives`. */
export type ApiKeyLifeRecord = Pick<CredentialRecord, 'credential_hex'> & Pick<ApiKeysTable, 'expires_at_ms'>

/**
 * Converts what says when an API key ends.
 * @param record row of `listApiKeyLives`
 */
export function toApiKeyLife(record: ApiKeyLifeRecord): ApiKeyLife {
  return { apiKeyId: hexToUuid(record.credential_hex), expiresAtMs: record.expires_at_ms ?? undefined }
}

/**
 * Converts a passkey and its owner.
 * @param record row of `findAuthenticator` or `findAuthenticatorsOfChildren`
 */
export function toFoundAuthenticator(record: CredentialRecord & AuthenticatorsTable): FoundAuthenticator {
  return {
    ...toOwner(record),
    authenticatorId: hexToUuid(record.credential_hex),
    credentialId: record.credential_id,
    publicKeyCose: record.public_key_cose,
    algorithm: record.algorithm,
    rpId: record.rp_id,
    signCount: record.sign_count,
    backupEligible: record.backup_eligible === 1,
    backupState: record.backup_state === 1,
  }
}

/**
 * Converts a read-only session and its owner.
 * @param record row of `findReadOnlySession`
 */
export function toFoundReadOnlySession(
  record: OwnerRecord & Pick<ReadOnlySessionsTable, 'expires_at_ms'> & { session_hex: string },
): FoundReadOnlySession {
  return { ...toOwner(record), sessionId: hexToUuid(record.session_hex), expiresAtMs: record.expires_at_ms }
}

function toOwner(record: OwnerRecord): CredentialOwner {
  return {
    organizationId: hexToUuid(record.organization_hex),
    organizationName: record.organization_name,
    parentOrganizationId: record.parent_hex ? hexToUuid(record.parent_hex) : undefined,
    rootQuorumThreshold: record.root_quorum_threshold,
    userId: hexToUuid(record.user_hex),
    userName: record.user_name,
    isRoot: record.is_root === 1,
  }
}
