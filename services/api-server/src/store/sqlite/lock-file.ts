/** Keeps a second process off a database: two would each believe to be its one writer. */
import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** How long a process that is just stopping may still hold the lock. */
const patienceMs = 500

/** Another process, or another store of this one, holds the lock. */
export class LockedError extends Error {
  override readonly name = 'LockedError'
}

/** Lock that is held; it also ends with the process, however that ends. */
export interface FileLock {
  release(): void
}

/**
 * Locks a database file by an exclusive transaction in an empty SQLite file beside it. The operating system holds the lock, so nothing is
 * left behind by a process that was killed.
 * @param file path of the database; the lock is `<file>.lock`
 * @throws LockedError when another process, or another store of this one, holds it
 */
export function lockFile(file: string): FileLock {
  closeSync(openSync(`${file}.lock`, 'a', 0o600))
  const database = new DatabaseSync(`${file}.lock`, { timeout: patienceMs })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    throw new LockedError('another process uses it; stop that one first', { cause: error })
  }
  return { release: () => database.close() }
}
