/** Credentials as the store keeps them. Ids are lower-case UUIDs, moments milliseconds since 1970-01-01 UTC. */

/** What opened a session: a passkey, a permanent API key, or another session by its key. */
export interface SessionOpener {
  kind: 'passkey' | 'api-key' | 'session'
  /** Id of the passkey or API key. */
  id: string
}

/** Where a session comes from and when it was used. */
export interface SessionOrigin {
  opener: SessionOpener
  /** Passkey at the root of the chain of sessions that led to this one. */
  rootPasskeyId: string | undefined
  /** As the opening request stated it, at most 256 characters. */
  userAgent: string | undefined
  /** Some seconds late, and not more exact than a minute. */
  lastUsedAtMs: number | undefined
}

/** What a session key is known by besides. */
export interface SessionFacts extends SessionOrigin {
  /** When the passkey or permanent key at the root of the chain opened the first session of it. */
  touchedAtMs: number
  /** Latest end the session may get without another touch, never before its own end. */
  renewableUntilMs: number
  sessionProfileId: string | undefined
}

/** API key. One with an expiry is a session key. */
export interface ApiKeyRow {
  organizationId: string
  /** Parent of the organization, repeated here so that a parent finds a key of its sub-organizations by index. */
  parentOrganizationId: string | undefined
  /** Compressed point, 33 bytes; of Ed25519 32 bytes. The type tells the curve: the same 33 bytes can be points of two. */
  publicKey: Uint8Array
  apiKeyId: string
  userId: string
  apiKeyName: string
  /** Name of the wire's CredentialType, such as `CREDENTIAL_TYPE_API_KEY_P256`. */
  credentialType: string
  /** Configured lifetime; undefined for a permanent key. */
  expirationSeconds: number | undefined
  /** `createdAtMs` plus the lifetime, or later where it was renewed; undefined for a permanent key. */
  expiresAtMs: number | undefined
  createdAtMs: number
  /** Absent for permanent keys, for sessions that the root quorum or the operator opened, and for those from before the server kept this. */
  session?: SessionFacts
}

/** What limits and evictions look at in an API key. */
export type ApiKeyLife = Pick<ApiKeyRow, 'apiKeyId' | 'expiresAtMs'>

/** Passkey. */
export interface AuthenticatorRow {
  organizationId: string
  parentOrganizationId: string | undefined
  credentialId: Uint8Array
  authenticatorId: string
  userId: string
  authenticatorName: string
  /** COSE_Key as registered (RFC 9052). */
  publicKeyCose: Uint8Array
  /** COSE algorithm: -7 for ES256, -257 for RS256. */
  algorithm: number
  /** Domain the passkey belongs to, such as `app.example`. */
  rpId: string
  signCount: number
  backupEligible: boolean
  backupState: boolean
  /** Model identifier as a UUID. */
  aaguid: string
  attestationType: string
  /** Wire names such as `AUTHENTICATOR_TRANSPORT_INTERNAL`. */
  transports: string[]
  createdAtMs: number
}

/** Read-only session; the token itself is never stored. */
export interface ReadOnlySessionRow {
  organizationId: string
  /** SHA-256 of the token, 32 bytes. */
  tokenHash: Uint8Array
  userId: string
  expiresAtMs: number
  /** Names the session to people and programs; tells nothing about the token. */
  sessionId: string
  createdAtMs: number
  /** Absent for sessions opened before the server kept this. */
  origin?: SessionOrigin
}

/** User and organization a credential belongs to, found together with it. */
export interface CredentialOwner {
  organizationId: string
  organizationName: string
  parentOrganizationId: string | undefined
  rootQuorumThreshold: number
  userId: string
  userName: string
  isRoot: boolean
}

/** API key as authentication needs it. */
export interface FoundApiKey extends CredentialOwner {
  apiKeyId: string
  credentialType: string
  expiresAtMs: number | undefined
  sessionProfileId: string | undefined
}

/** Passkey as authentication needs it. */
export interface FoundAuthenticator extends CredentialOwner {
  authenticatorId: string
  credentialId: Uint8Array
  publicKeyCose: Uint8Array
  algorithm: number
  rpId: string
  signCount: number
  backupEligible: boolean
  backupState: boolean
}

/** Read-only session as authentication needs it. */
export interface FoundReadOnlySession extends CredentialOwner {
  sessionId: string
  expiresAtMs: number
}
