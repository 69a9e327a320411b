/** Stores over a PostgreSQL server of the test file's own, each on a database of its own. */
import { afterAll, beforeAll } from 'vitest'
import { type PostgresServer, startPostgresServer } from '../../../../../test/support/postgres-server.ts'
import { readDatabaseUrl } from '../../../src/store/postgres/database-url.ts'
import { openPostgresStore, type PostgresStoreOptions } from '../../../src/store/postgres/open-postgres-store.ts'
import type { Store } from '../../../src/store/store.ts'
import type { OpenStore } from '../behaviour/current.ts'

/** Options of a store in tests. */
export function storeOptions(url: string): PostgresStoreOptions {
  const secretsDigest = new Uint8Array(32)
  return { address: readDatabaseUrl(url), poolSize: 10, durability: 'unsafe', secretsDigest }
}

/** Server of a test file. */
export interface ServerOfFile {
  server: PostgresServer
  /** Database with all tables and nothing in them, to copy. */
  template: string
}

/**
 * Starts a server before the tests of a file and ends it after them.
 * @returns gives the server to a running test
 */
export function usePostgresServer(): () => ServerOfFile {
  let current: ServerOfFile | undefined
  beforeAll(async () => {
    const server = await startPostgresServer()
    const template = await server.makeDatabase()
    current = { server, template }
    await (await openPostgresStore(storeOptions(server.urlOf(template)))).close()
  })
  afterAll(() => current?.server[Symbol.asyncDispose]())
  return () => {
    if (current === undefined) throw new Error('the server of the test file has not started')
    return current
  }
}

/**
 * Opens an empty store.
 * @param file server of the test file
 */
export async function openTemporaryPostgres({ server, template }: ServerOfFile): Promise<OpenStore> {
  const url = server.urlOf(await server.makeDatabase(template))
  const stores: Store[] = []
  const open = async (): Promise<Store> => {
    const store = await openPostgresStore(storeOptions(url))
    stores.push(store)
    return store
  }
  let store = await open()
  return {
    store,
    openAnother: open,
    async close() {
      await Promise.all(stores.map((each) => each.close()))
    },
    async reopen() {
      await store.close()
      store = await open()
      return store
    },
  }
}
