/** Activities as the store keeps them: the request, who asked for it, and what came of it. */
import type { UserWithCredentials } from './organization-rows.ts'

/** What an effect may know about the activity it belongs to. */
export interface ActivityIdentity {
  /** Lower-case UUID, in order of creation. */
  activityId: string
  /** Milliseconds since 1970-01-01 UTC. */
  createdAtMs: number
}

/** How the proposer signed. */
export interface StampRecord {
  /** Wire name, such as `SIGNATURE_SCHEME_TK_API_P256` or `SIGNATURE_SCHEME_TK_WEBAUTHN`. */
  scheme: string
  /** Public key (API key: compressed hex, of Ed25519 the 32 bytes; passkey: COSE hex), as votes show it. */
  publicKeyHex: string
  /** Value of the stamp header, verbatim. */
  header: string
}

/** Activity that is about to be recorded. */
export interface NewActivity extends ActivityIdentity {
  organizationId: string
  /** SHA-256 of `body`, 32 bytes; unique in the organization. */
  fingerprint: Uint8Array
  type: string
  userId: string
  /** The exact bytes that were signed. */
  body: Uint8Array
  stamp: StampRecord
}

/** Activity with its result; `existing` tells that it had been recorded before. */
export interface RecordedActivity extends NewActivity {
  status: string
  result: unknown
  existing: boolean
}

/** Activity as reads return it, with the user who proposed it (undefined once that user is gone). */
export interface FoundActivity extends Omit<RecordedActivity, 'existing'> {
  proposer: UserWithCredentials | undefined
}
