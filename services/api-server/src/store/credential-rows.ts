/** Credentials as the store keeps them. Ids are lower-case UUIDs, moments milliseconds since 1970-01-01 UTC. */

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
  /** `createdAtMs` plus the lifetime; undefined for a permanent key. */
  expiresAtMs: number | undefined
  createdAtMs: number
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
  expiresAtMs: number
}
