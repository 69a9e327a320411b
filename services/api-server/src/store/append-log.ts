/** Appends to the log of an organization, inside the transaction of what the entry is about. */
import type { LogEntryKind } from './activity-rows.ts'
import type { Writer } from './connection.ts'
import { firstHash, type LogPlace, logKinds } from './log-hash.ts'
import type { LogEntriesTable } from './schema.ts'

/** What an entry is about; `vote_id` only where it is about a vote. */
interface LogSubject extends Pick<LogEntriesTable, 'organization_id' | 'activity_id'> {
  vote_id?: Uint8Array
}

/**
 * Appends one entry. Two transactions cannot take the same place: positions are unique, and whoever writes to a log does so under the
 * lock of its organization's row.
 * @param writer connection, in a transaction
 * @param kind what happened
 * @param subject organization, activity, vote
 * @param hash makes the entry's hash for its place in the log
 */
export async function appendLog(
  writer: Writer,
  kind: LogEntryKind,
  { organization_id, activity_id, vote_id }: LogSubject,
  hash: (place: LogPlace) => Uint8Array,
): Promise<void> {
  const { findLogHead, addLogEntry } = writer.dialect.hot
  const head = await writer.get<Pick<LogEntriesTable, 'position' | 'hash'>>(findLogHead, organization_id)
  const place = { previousHash: head?.hash ?? firstHash, position: (head?.position ?? 0) + 1 }
  const entry = [organization_id, place.position, logKinds[kind], activity_id, vote_id ?? null, hash(place)]
  await writer.run(addLogEntry, ...entry)
}
