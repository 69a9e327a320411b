/** Appends to the log of an organization, inside the transaction of what the entry is about. */
import type { LogEntryKind } from '../activity-rows.ts'
import { firstHash, type LogPlace, logKinds } from '../log-hash.ts'
import type { LogEntriesTable } from '../schema.ts'
import type { SqliteConnection } from './connection.ts'
import { hotStatements } from './hot-statements.ts'

/** What an entry is about; `vote_id` only where it is about a vote. */
interface LogSubject extends Pick<LogEntriesTable, 'organization_id' | 'activity_id'> {
  vote_id?: Uint8Array
}

/**
 * Appends one entry.
 * @param writer connection of the write queue, in a transaction
 * @param kind what happened
 * @param subject organization, activity, vote
 * @param hash makes the entry's hash for its place in the log
 */
export function appendLog(
  writer: SqliteConnection,
  kind: LogEntryKind,
  { organization_id, activity_id, vote_id }: LogSubject,
  hash: (place: LogPlace) => Uint8Array,
): void {
  const head = writer.get<Pick<LogEntriesTable, 'position' | 'hash'>>(hotStatements.findLogHead, organization_id)
  const place = { previousHash: head?.hash ?? firstHash, position: (head?.position ?? 0) + 1 }
  const entry = [organization_id, place.position, logKinds[kind], activity_id, vote_id ?? null, hash(place)]
  writer.run(hotStatements.addLogEntry, ...entry)
}
