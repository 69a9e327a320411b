/**
 * The tables, as Kysely sees them; the same on SQLite and PostgreSQL. Every table leads with the organization, so that it can be spread
 * by tenant. Ids are the 16 bytes of a UUID, moments milliseconds since 1970-01-01 UTC, truth values 0 or 1.
 */

/** Value of a column, or parameter of a statement. */
export type StoreValue = Uint8Array | string | number | null

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

/** API keys by their public key. */
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
  /** JSON; null unless the activity failed. */
  failure: string | null
  /** Null for an activity that was decided when it was recorded, and for one that still waits. */
  decided_at_ms: number | null
}

/** Votes about activities that wait or waited for the root quorum; a user's last one counts. */
export interface VotesTable {
  organization_id: Uint8Array
  activity_id: Uint8Array
  vote_id: Uint8Array
  /** SHA-256 of `body`; two users who vote in the same millisecond send the same bytes. */
  fingerprint: Uint8Array
  user_id: Uint8Array
  selection: string
  body: Uint8Array
  stamp_scheme: string
  stamp_public_key_hex: string
  stamp_header: string
  created_at_ms: number
}

/** The log of an organization: each entry's hash covers what it is about and the hash before it; see `log-hash.ts`. */
export interface LogEntriesTable {
  organization_id: Uint8Array
  /** From 1, without gaps. */
  position: number
  /** 1 recorded, 2 voted, 3 decided. */
  kind: number
  activity_id: Uint8Array
  /** Null unless the entry is about a vote. */
  vote_id: Uint8Array | null
  hash: Uint8Array
}

/** Features of organizations by name. */
export interface OrganizationFeaturesTable {
  organization_id: Uint8Array
  feature_name: string
  feature_value: string | null
}

/** Tags; names are unique in their organization. */
export interface UserTagsTable {
  organization_id: Uint8Array
  tag_id: Uint8Array
  tag_name: string
  created_at_ms: number
  updated_at_ms: number
}

/** Which users have which tags. */
export interface UserTagMembersTable {
  organization_id: Uint8Array
  user_id: Uint8Array
  tag_id: Uint8Array
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
  votes: VotesTable
  log_entries: LogEntriesTable
  organization_features: OrganizationFeaturesTable
  user_tags: UserTagsTable
  user_tag_members: UserTagMembersTable
}
