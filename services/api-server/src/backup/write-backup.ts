/** Writes a backup while the server runs: a copy of one moment, verified before it gets its name. */
import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeSecretFile, readSecretFile, secretFileNames } from '../data-directory.ts'
import { databaseFileOf } from '../open-store.ts'
import { StartFailure } from '../start-failure.ts'
import { copyDatabase, readChecked } from '../store/sqlite/sqlite-file.ts'
import { checkLogs, type VerifiedLogs } from './check-logs.ts'
import { settleFile } from './settled-file.ts'

/** What is backed up, and where to. */
export interface BackupOptions {
  /** Path of the data directory. */
  dataDir: string
  /** Path of the backup, which does not exist. */
  to: string
  /** Whether the server's secrets are written beside it. */
  withSecrets: boolean
}

/**
 * Path of a secret beside a backup.
 * @param backup path of the backup
 * @param name name of the secret's file in the data directory
 */
export function secretBeside(backup: string, name: string): string {
  return `${backup}.${name}`
}

function copySecrets(dataDir: string, to: string): void {
  for (const name of secretFileNames) {
    const secret = readSecretFile(join(dataDir, name))
    if (secret) makeSecretFile(secretBeside(to, name), secret)
  }
}

function refuseExisting(file: string): void {
  if (existsSync(file)) throw new StartFailure(`${file} exists: a backup never replaces a file; choose another name`)
}

/**
 * Writes a verified backup; a running server goes on.
 * @param options what and where to
 * @throws StartFailure with a one-line reason; nothing is left at the path then
 */
export async function writeBackup({ dataDir, to, withSecrets }: BackupOptions): Promise<VerifiedLogs> {
  const database = databaseFileOf(dataDir)
  const file = resolve(to)
  const draft = `${file}.partial`
  if (!existsSync(database)) throw new StartFailure(`there is no database ${database}`)
  for (const path of [file, ...secretFileNames.map((name) => secretBeside(file, name))]) refuseExisting(path)
  try {
    rmSync(draft, { force: true })
    // Made before anything is in it, so that the copy is never anybody else's to read.
    closeSync(openSync(draft, 'wx', 0o600))
    await copyDatabase(database, draft)
    const verified = await readChecked(draft, checkLogs)
    if (withSecrets) copySecrets(dataDir, file)
    settleFile(draft, file)
    return verified
  } catch (error) {
    rmSync(draft, { force: true })
    throw new StartFailure(`no backup was written: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
