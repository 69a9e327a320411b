/** The store of a data directory. */
import { join } from 'node:path'
import { StartFailure } from './start-failure.ts'
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts'
import type { Store } from './store/store.ts'
import type { StoreWatch } from './store/store-watch.ts'

/**
 * Path of the database in a data directory.
 * @param dataDir path of the data directory
 */
export function databaseFileOf(dataDir: string): string {
  return join(dataDir, 'latchkey.db')
}

/**
 * Opens the embedded store of a data directory.
 * @param dataDir path of the data directory, which exists
 * @param watch told of its commits; default nobody
 * @throws StartFailure with a one-line reason when it cannot be used, such as that a running server has it
 */
export async function openStore(dataDir: string, watch?: StoreWatch): Promise<Store> {
  try {
    return await openSqliteStore({ file: databaseFileOf(dataDir), watch })
  } catch (error) {
    throw new StartFailure(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
