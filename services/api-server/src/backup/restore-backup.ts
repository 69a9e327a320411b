/** Puts a backup in the place of the database: verified first, swapped in one step, and never under a running server. */
import { chmodSync, constants, copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeSecretFile, openDataDirectory, readSecretFile, secretFileNames } from '../data-directory.ts'
import { databaseFileOf } from '../open-store.ts'
import { StartFailure } from '../start-failure.ts'
import { lockFile } from '../store/sqlite/lock-file.ts'
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts'
import { readChecked } from '../store/sqlite/sqlite-file.ts'
import { checkLogs, type VerifiedLogs } from './check-logs.ts'
import { settleFile } from './settled-file.ts'
import { secretBeside } from './write-backup.ts'

/** What is restored, and where to. */
export interface RestoreOptions {
  /** Path of the backup. */
  from: string
  /** Path of the data directory. */
  dataDir: string
  /** Whether a database and secrets that are there may be replaced. */
  isForced: boolean
}

/** What was restored. */
export interface Restored extends VerifiedLogs {
  /** Names of the secrets that lay beside the backup. */
  secrets: string[]
}

/** Opening it as a server would brings an older backup up to date, and shows that a server will start on it. */
async function verifyDraft(draft: string): Promise<VerifiedLogs> {
  await readChecked(draft, async () => undefined)
  const store = await openSqliteStore({ file: draft })
  try {
    return await checkLogs(store)
  } finally {
    await store.close()
  }
}

/**
 * A write-ahead log that outlives its database would be applied to the next one. The old database therefore takes its log in, or, when it is
 * too damaged for that, both are kept under another name. Only then may another file take its place.
 */
function setAside(file: string): void {
  if (!existsSync(file)) return
  const replaced = `${file}.replaced`
  for (const end of ['', '-wal', '-shm']) rmSync(replaced + end, { force: true })
  try {
    const old = new DatabaseSync(file)
    old.exec('pragma wal_checkpoint(truncate)')
    old.close()
  } catch {
    // Damaged: what can be saved of it lies beside the new one.
  }
  linkSync(file, replaced)
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${replaced}-wal`)
  rmSync(`${file}-shm`, { force: true })
}

function restoreSecrets(from: string, dataDir: string): string[] {
  return secretFileNames.filter((name) => {
    const secret = readSecretFile(secretBeside(from, name))
    if (secret === undefined) return false
    const file = join(dataDir, name)
    makeSecretFile(`${file}.restoring`, secret)
    settleFile(`${file}.restoring`, file)
    return true
  })
}

function refuseExisting(from: string, dataDir: string): void {
  const secrets = secretFileNames.filter((name) => existsSync(secretBeside(from, name)))
  const existing = [databaseFileOf(dataDir), ...secrets.map((name) => join(dataDir, name))].find((file) =>
    existsSync(file),
  )
  if (existing !== undefined) throw new StartFailure(`${existing} exists: --force replaces it`)
}

async function replace(from: string, dataDir: string): Promise<Restored> {
  const file = databaseFileOf(dataDir)
  const draft = `${file}.restoring`
  const clean = (): void => {
    for (const end of ['', '-wal', '-shm', '.lock']) rmSync(draft + end, { force: true })
  }
  clean()
  try {
    copyFileSync(from, draft, constants.COPYFILE_EXCL)
    chmodSync(draft, 0o600)
    const verified = await verifyDraft(draft)
    setAside(file)
    const secrets = restoreSecrets(from, dataDir)
    settleFile(draft, file)
    return { ...verified, secrets }
  } finally {
    clean()
  }
}

/**
 * Restores a backup into a data directory whose server is stopped. With `isForced` the database that was there is kept as
 * `latchkey.db.replaced`.
 * @param options what and where to
 * @throws StartFailure with a one-line reason; the database is as it was then
 */
export async function restoreBackup({ from, dataDir, isForced }: RestoreOptions): Promise<Restored> {
  const backup = resolve(from)
  if (!existsSync(backup)) throw new StartFailure(`there is no backup ${backup}`)
  openDataDirectory(dataDir)
  const release = takeLock(databaseFileOf(dataDir))
  try {
    if (!isForced) refuseExisting(backup, dataDir)
    return await replace(backup, dataDir)
  } catch (error) {
    throw new StartFailure(`nothing was restored: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  } finally {
    release()
  }
}

function takeLock(file: string): () => void {
  try {
    return lockFile(file).release
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartFailure(`nothing was restored: ${file}: ${reason}`, { cause: error })
  }
}
