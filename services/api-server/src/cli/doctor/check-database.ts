/** Whether the database is sound; an embedded one that a running server holds is left alone. */
import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Config, DatabaseConfig } from '../../config.ts'
import { databaseFileOf } from '../../open-store.ts'
import { checkIntegrity } from '../../store/sqlite/check-integrity.ts'
import { LockedError, lockFile } from '../../store/sqlite/lock-file.ts'
import { applyWriterSettings } from '../../store/sqlite/settings.ts'
import { toReason } from '../../store/store-failure.ts'
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
 * Checks structure and durability settings of the embedded database, or of PostgreSQL whether it can be reached and is fit for use.
 * Migrations are left to the next start.
 * @param config settings
 */
export async function checkDatabase({ dataDir, database }: Config): Promise<Finding[]> {
  return database === undefined ? checkFile(databaseFileOf(dataDir)) : checkPostgres(database)
}

async function checkPostgres(database: DatabaseConfig): Promise<Finding[]> {
  const { display } = database.address
  const { probePostgres } = await import('../../store/postgres/open-postgres-store.ts')
  try {
    await probePostgres(database)
    return [ok(`${display} can be used`)]
  } catch (error) {
    return [fail(`${display} cannot be used: ${toReason(error)}`, 'correct what the reason says')]
  }
}

function checkFile(file: string): Finding[] {
  if (!existsSync(file)) return [ok(`${file} will be made at the first start`)]
  try {
    examineLocked(file)
    return [ok(`${file} is whole, and keeps what was acknowledged through a power cut`)]
  } catch (error) {
    if (error instanceof LockedError) return [ok(`${file} is in use by a running server, which has checked it`)]
    return [
      fail(`${file} cannot be used: ${toReason(error)}`, 'restore it from a backup, or correct what the reason says'),
    ]
  }
}
