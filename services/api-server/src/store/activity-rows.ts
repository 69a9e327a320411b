/** Activities and votes as the store keeps them: the request, who asked for it, and what came of it. */
import type { ServerErrorCode } from '@latchkey/contract/errors'
import type { FieldViolation } from '../refusal.ts'
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

/** Bytes somebody signed. */
export interface SignedRow {
  organizationId: string
  activityId: string
  userId: string
  /** SHA-256 of `body`, 32 bytes; unique in the organization among activities, and among the votes of one user. */
  fingerprint: Uint8Array
  /** The exact bytes that were signed. */
  body: Uint8Array
  stamp: StampRecord
  /** Milliseconds since 1970-01-01 UTC. */
  createdAtMs: number
}

/** Activity that is about to be recorded. */
export interface NewActivity extends SignedRow {
  type: string
}

/** Where a recorded activity stands. */
export type RecordedStatus =
  | 'ACTIVITY_STATUS_COMPLETED'
  | 'ACTIVITY_STATUS_CONSENSUS_NEEDED'
  | 'ACTIVITY_STATUS_REJECTED'
  | 'ACTIVITY_STATUS_FAILED'

/** Why an activity that the quorum agreed to could not be carried out. */
export interface Failure {
  code: ServerErrorCode
  fieldViolations: FieldViolation[]
}

/** What came of an activity that had waited for the root quorum. */
export interface Decision {
  status: RecordedStatus
  result: unknown
  failure: Failure | undefined
  /** Milliseconds since 1970-01-01 UTC. */
  decidedAtMs: number
}

/** Activity as it stands. */
export interface ActivityRow extends NewActivity {
  status: RecordedStatus
  /** Null while there is none. */
  result: unknown
  failure: Failure | undefined
  /** Undefined for an activity that was decided when it was recorded, and for one that still waits. */
  decidedAtMs: number | undefined
}

/** Activity with its result; `existing` tells that it had been recorded before. */
export interface RecordedActivity extends ActivityRow {
  existing: boolean
}

/** Decision of one user about an activity. */
export type Selection = 'VOTE_SELECTION_APPROVED' | 'VOTE_SELECTION_REJECTED'

/** Vote about an activity; a user's last one counts. */
export interface VoteRow extends SignedRow {
  /** Lower-case UUID, in order of creation. */
  voteId: string
  selection: Selection
}

/** Vote with the user who cast it (undefined once that user is gone). */
export interface FoundVote extends VoteRow {
  voter: UserWithCredentials | undefined
}

/** Activity as reads return it, with the user who proposed it (undefined once that user is gone) and the votes since, oldest first. */
export interface FoundActivity extends ActivityRow {
  proposer: UserWithCredentials | undefined
  votes: FoundVote[]
}

/** What an entry of the log says: an activity was recorded, somebody voted about it, or it was decided after it had waited. */
export type LogEntryKind = 'recorded' | 'voted' | 'decided'
