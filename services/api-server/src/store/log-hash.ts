/**
 * The hashes that chain an organization's log. Each entry's hash covers the hash before it, its position, and all that is kept of what
 * it is about, so that no stored activity or vote can be changed, moved or taken out of the middle unnoticed.
 */
import { createHash } from 'node:crypto'
import type { LogEntryKind } from './activity-rows.ts'
import type { ActivitiesTable, LogEntriesTable, VotesTable } from './schema.ts'

/** Numbers of the kinds of entries, as stored and hashed. */
export const logKinds: Readonly<Record<LogEntryKind, number>> = { recorded: 1, voted: 2, decided: 3 }

/** Where an entry stands: the hash before it (32 zero bytes at the start) and its position, from 1. */
export interface LogPlace {
  previousHash: Uint8Array
  position: number
}

/** The hash before the first entry. */
export const firstHash: Uint8Array = new Uint8Array(32)

type Field = Uint8Array | string | number | null

/** What an activity was when it was recorded; one that waited had no result then. */
export type RecordedRecord = Omit<ActivitiesTable, 'failure' | 'decided_at_ms'>

/**
 * Hash of the entry about a newly recorded activity, 32 bytes.
 * @param place where the entry stands
 * @param record the activity as it was recorded
 */
export function hashRecorded(place: LogPlace, record: RecordedRecord): Uint8Array {
  return hashEntry(place, logKinds.recorded, [
    record.organization_id,
    record.activity_id,
    record.type,
    record.status,
    record.user_id,
    record.fingerprint,
    record.stamp_scheme,
    record.stamp_public_key_hex,
    record.stamp_header,
    record.result,
    record.created_at_ms,
  ])
}

/**
 * Hash of the entry about a vote, 32 bytes.
 * @param place where the entry stands
 * @param record the vote
 */
export function hashVoted(place: LogPlace, record: VotesTable): Uint8Array {
  return hashEntry(place, logKinds.voted, [
    record.organization_id,
    record.activity_id,
    record.vote_id,
    record.user_id,
    record.selection,
    record.fingerprint,
    record.stamp_scheme,
    record.stamp_public_key_hex,
    record.stamp_header,
    record.created_at_ms,
  ])
}

/** What a decision sets in an activity. */
export type DecidedRecord = Pick<
  ActivitiesTable,
  'organization_id' | 'activity_id' | 'status' | 'result' | 'failure' | 'decided_at_ms'
>

/**
 * Hash of the entry about the decision of an activity that had waited, 32 bytes.
 * @param place where the entry stands
 * @param record the activity as it was decided
 */
export function hashDecided(place: LogPlace, record: DecidedRecord): Uint8Array {
  const { organization_id, activity_id, status, result, failure, decided_at_ms } = record
  return hashEntry(place, logKinds.decided, [organization_id, activity_id, status, result, failure, decided_at_ms])
}

/** Every field is preceded by its length, so that no two lists of fields are the same bytes; null is an empty field. */
function hashEntry({ previousHash, position }: LogPlace, kind: LogEntriesTable['kind'], fields: Field[]): Uint8Array {
  const hash = createHash('sha256').update('latchkey-log-1')
  for (const field of [previousHash, position, kind, ...fields]) {
    const bytes = typeof field === 'object' ? (field ?? new Uint8Array()) : Buffer.from(String(field))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  return hash.digest()
}
