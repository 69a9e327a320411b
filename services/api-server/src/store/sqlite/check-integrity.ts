/** Looks for damage in a database before it is used. */
import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/** Up to this size the check is a matter of milliseconds and always made. */
const smallBytes = 16 * 1024 * 1024

/**
 * Tells whether a database is to be checked: it was not closed properly, which has left its write-ahead log behind, or it is small.
 * @param file path of the database, before it is opened
 */
export function mayBeDamaged(file: string): boolean {
  const logBytes = sizeOf(`${file}-wal`)
  return logBytes > 0 || sizeOf(file) <= smallBytes
}

/**
 * Checks the structure of all tables.
 * @param database open database
 * @throws Error naming the first damage
 */
export function checkIntegrity(database: DatabaseSync): void {
  const [verdict] = Object.values(database.prepare('pragma quick_check(1)').get() ?? {})
  if (verdict !== 'ok')
    throw new Error(`it is damaged (${String(verdict).split('\n').at(-1)}); restore it from a backup`)
}

/**
 * Checks structure and indexes of all tables; thorough and slow, for a copy that must be relied on.
 * @param database open database
 * @throws Error naming the first damage
 */
export function checkWholly(database: DatabaseSync): void {
  const complaints = [
    ...Object.values(database.prepare('pragma integrity_check(1)').get() ?? {}).filter((verdict) => verdict !== 'ok'),
    ...database
      .prepare('pragma foreign_key_check')
      .all()
      .map(({ table }) => `foreign keys of ${table}`),
  ]
  if (complaints.length > 0) throw new Error(`it is damaged (${String(complaints[0]).split('\n').at(-1)})`)
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
