/** Deletes a batch of what has expired. */
import type { Writer } from './connection.ts'
import { deleteExpiredApiKeys, deleteExpiredReadOnlySessions } from './queries/delete-credentials.ts'

/**
 * Deletes API keys, then read-only sessions, the longest expired first; answers how many.
 * @param writer connection, in a transaction
 * @param beforeMs what expired before this moment, in milliseconds since 1970-01-01 UTC
 * @param limit greatest number of rows
 */
export async function sweepExpired(writer: Writer, beforeMs: number, limit: number): Promise<number> {
  const keys = await writer.change(deleteExpiredApiKeys(writer.dialect, beforeMs, limit))
  return keys + (await writer.change(deleteExpiredReadOnlySessions(writer.dialect, beforeMs, limit - keys)))
}
