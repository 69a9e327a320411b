/** SQLite stores in a directory that goes away with the test. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts'
import type { OpenStore } from '../behaviour/current.ts'

/** Directory of one test; leaving its scope removes it. */
export interface TemporaryFile extends AsyncDisposable {
  /** Path of a database file that does not exist yet. */
  file: string
}

/** Makes an empty directory for a database. */
export async function makeTemporaryFile(): Promise<TemporaryFile> {
  const directory = await mkdtemp(join(tmpdir(), 'latchkey-store-'))
  return {
    file: join(directory, 'latchkey.db'),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  }
}

/** Opens an empty store. */
export async function openTemporaryStore(): Promise<OpenStore> {
  const temporary = await makeTemporaryFile()
  let store = await openSqliteStore(temporary)
  return {
    store,
    async close() {
      await store.close()
      await temporary[Symbol.asyncDispose]()
    },
    async reopen() {
      await store.close()
      store = await openSqliteStore(temporary)
      return store
    },
  }
}
