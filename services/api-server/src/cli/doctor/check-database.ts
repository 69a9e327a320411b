/** Whether the database is sound; one that a running server holds is left alone. */
import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { databaseFileOf } from '../../open-store.ts'
import { checkIntegrity } from '../../store/sqlite/check-integrity.ts'
import { LockedError, lockFile } from '../../store/sqlite/lock-file.ts'
import { applyWriterSettings } from '../../store/sqlite/settings.ts'
import { type Finding, reportOn } from '../finding.ts'

const { ok, fail } = reportOn('database')

function examine(file: string): void {
  const database = new DatabaseSync(file)
  try {
    applyWriterSettings(database)
    checkIntegrity(database)
  } finally {
    database.close()
  }
}

function examineLocked(file: string): void {
  const lock = lockFile(file)
  try {
    examine(file)
  } finally {
    lock.release()
  }
}

/**
 * Checks structure and durability settings of the database in a data directory. Migrations are left to the next start.
 * @param dataDir path of the data directory
 */
export function checkDatabase(dataDir: string): Finding[] {
  const file = databaseFileOf(dataDir)
  if (!existsSync(file)) return [ok(`${file} will be made at the first start`)]
  try {
    examineLocked(file)
    return [ok(`${file} is whole, and keeps what was acknowledged through a power cut`)]
  } catch (error) {
    if (error instanceof LockedError) return [ok(`${file} is in use by a running server, which has checked it`)]
    const reason = error instanceof Error ? error.message : String(error)
    return [fail(`${file} cannot be used: ${reason}`, 'restore it from a backup, or correct what the reason says')]
  }
}
