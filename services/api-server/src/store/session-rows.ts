/** Session profiles, and what changes in sessions, as the store keeps them. Ids are lower-case UUIDs, moments milliseconds since 1970-01-01 UTC. */

/** Session profile. Once it is made it stays as it is. */
export interface SessionProfileRow {
  organizationId: string
  sessionProfileId: string
  sessionProfileName: string
  /** Expression that every write of the profile's sessions must satisfy. */
  scope: string
  /** Longest life of the profile's sessions, renewals included. */
  expirationSeconds: number | undefined
  notes: string | undefined
  createdAtMs: number
}

/** New end of a session key. */
export interface Renewal {
  organizationId: string
  userId: string
  apiKeyId: string
  expiresAtMs: number
  renewableUntilMs: number
}

/** That a session was used. */
export interface SessionUse {
  kind: 'api-key' | 'read-only-session'
  organizationId: string
  userId: string
  /** Id of the session key, or of the read-only session. */
  sessionId: string
  usedAtMs: number
}
