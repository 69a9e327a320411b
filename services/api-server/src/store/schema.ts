/**
 * The tables, as Kysely sees them; the same on SQLite and PostgreSQL. Every table leads with the organization, so that it can be spread
 * by tenant. Ids are the 16 bytes of a UUID, moments milliseconds since 1970-01-01 UTC, truth values 0 or 1.
 */

/** Tenants. */
export interface OrganizationsTable {
  organization_id: Uint8Array
  parent_organization_id: Uint8Array | null
  organization_name: string
  root_quorum_threshold: number
  created_at_ms: number
  /** Null while the organization exists. */
  deleted_at_ms: number | null
  /** Null where sessions are renewed as long as in the parent, or as the server says. */
  session_renewal_seconds: number | null
}

/** Users; the parent of their organization is repeated, so that a parent finds them by index. */
export interface UsersTable {
  organization_id: Uint8Array
  user_id: Uint8Array
  parent_organization_id: Uint8Array | null
  user_name: string
  email: string | null
  phone_number: string | null
  is_root: number
  created_at_ms: number
  updated_at_ms: number
}

/** API keys by their compressed point. */
export interface ApiKeysTable {
  organization_id: Uint8Array
  public_key: Uint8Array
  parent_organization_id: Uint8Array | null
  api_key_id: Uint8Array
  user_id: Uint8Array
  api_key_name: string
  credential_type: string
  expiration_seconds: number | null
  expires_at_ms: number | null
  created_at_ms: number
  /** Null for permanent keys. */
  opener_kind: number | null
  opener_id: Uint8Array | null
  /** Null when there is none, or it is the opener itself. */
  root_passkey_id: Uint8Array | null
  /** Null when the key was made by the touch itself. */
  touched_at_ms: number | null
  renewable_until_ms: number | null
  session_profile_id: Uint8Array | null
  last_used_at_ms: number | null
  user_agent: string | null
}

/** Passkeys by their credential id. */
export interface AuthenticatorsTable {
  organization_id: Uint8Array
  credential_id: Uint8Array
  parent_organization_id: Uint8Array | null
  authenticator_id: Uint8Array
  user_id: Uint8Array
  authenticator_name: string
  public_key_cose: Uint8Array
  algorithm: number
  rp_id: string
  sign_count: number
  backup_eligible: number
  backup_state: number
  aaguid: Uint8Array
  attestation_type: string
  /** JSON array of wire names. */
  transports: string
  created_at_ms: number
}

/** Read-only sessions by the SHA-256 of their token. */
export interface ReadOnlySessionsTable {
  organization_id: Uint8Array
  token_hash: Uint8Array
  user_id: Uint8Array
  expires_at_ms: number
  session_id: Uint8Array
  created_at_ms: number
  opener_kind: number | null
  opener_id: Uint8Array | null
  /** Null when there is none, or it is the opener itself. */
  root_passkey_id: Uint8Array | null
  last_used_at_ms: number | null
  user_agent: string | null
}

/** Session profiles; none is ever changed. */
export interface SessionProfilesTable {
  organization_id: Uint8Array
  session_profile_id: Uint8Array
  session_profile_name: string
  scope: string
  expiration_seconds: number | null
  notes: string | null
  created_at_ms: number
}

/** Activities; the fingerprint is unique in its organization, which is what makes a repeated request one activity. */
export interface ActivitiesTable {
  organization_id: Uint8Array
  activity_id: Uint8Array
  fingerprint: Uint8Array
  type: string
  status: string
  user_id: Uint8Array
  body: Uint8Array
  stamp_scheme: string
  stamp_public_key_hex: string
  stamp_header: string
  /** JSON. */
  result: string
  created_at_ms: number
}

/** All tables. */
export interface Database {
  organizations: OrganizationsTable
  users: UsersTable
  api_keys: ApiKeysTable
  authenticators: AuthenticatorsTable
  read_only_sessions: ReadOnlySessionsTable
  session_profiles: SessionProfilesTable
  activities: ActivitiesTable
}
