/** Opens the embedded store: lock, settings, check for damage, migrations; or says in one line why not. */
import { closeSync, existsSync, mkdirSync, openSync, realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqliteColumnTypes } from '../migrations/column-types.ts'
import { migrate } from '../migrations/migrate.ts'
import type { Store } from '../store.ts'
import type { StoreWatch } from '../store-watch.ts'
import { checkIntegrity, mayBeDamaged } from './check-integrity.ts'
import { checkSchema } from './check-schema.ts'
import { SqliteConnection } from './connection.ts'
import { toKysely } from './dialect.ts'
import { lockFile } from './lock-file.ts'
import { applyReaderSettings, applyWriterSettings } from './settings.ts'
import { SqliteStore } from './sqlite-store.ts'
import { isDamage } from './store-failure.ts'

/** Where the embedded store keeps its data. */
export interface SqliteStoreOptions {
  /** Path of the database file; it and its directory are made when they do not exist. */
  file: string
  /** Told of commits; default nobody. */
  watch?: StoreWatch | undefined
}

/**
 * Opens the embedded store and brings its tables up to date.
 * @param options where the data is
 * @throws Error with a one-line reason when the file is in use, damaged, not writable, or does not keep the settings that durability needs
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const cleanUps: (() => void)[] = []
  try {
    return await open(options, cleanUps)
  } catch (error) {
    for (const cleanUp of cleanUps.toReversed()) cleanUp()
    throw new Error(`cannot use the database ${options.file}: ${toReason(error)}`, { cause: error })
  }
}

function toReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return isDamage(error) ? `it is damaged (${message}); restore it from a backup` : message
}

async function open({ file: path, watch }: SqliteStoreOptions, cleanUps: (() => void)[]): Promise<Store> {
  const file = makeFile(path)
  const lock = lockFile(file)
  cleanUps.push(lock.release)
  const isSuspect = mayBeDamaged(file)
  const writer = new DatabaseSync(file)
  cleanUps.push(() => writer.close())
  applyWriterSettings(writer)
  if (isSuspect) checkIntegrity(writer)
  await migrate(toKysely(writer), sqliteColumnTypes)
  await checkSchema(writer)
  const reader = new DatabaseSync(file, { readOnly: true })
  cleanUps.push(() => reader.close())
  applyReaderSettings(reader)
  const connections = { reader: new SqliteConnection(reader), writer: new SqliteConnection(writer) }
  return new SqliteStore({ ...connections, lock, watch })
}

/** The data is nobody else's to read. Symbolic links are followed, so that two names of one file share its lock. */
function makeFile(path: string): string {
  mkdirSync(dirname(resolve(path)), { recursive: true, mode: 0o700 })
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
  return realpathSync(path)
}
