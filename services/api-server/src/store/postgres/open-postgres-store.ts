/** Opens the store over PostgreSQL: server, migrations and secrets are checked, one process at a time; or it says in one line why not. */
import { Client } from 'pg'
import { postgresColumnTypes } from '../migrations/column-types.ts'
import { migrate } from '../migrations/migrate.ts'
import type { Store } from '../store.ts'
import { toReason } from '../store-failure.ts'
import { checkInstallation } from './check-installation.ts'
import { checkSchema } from './check-schema.ts'
import { checkServer } from './check-server.ts'
import { Connections, toClientConfig } from './connections.ts'
import type { DatabaseAddress } from './database-url.ts'
import { toKysely } from './dialect.ts'
import { PostgresStore } from './postgres-store.ts'

/** Key of the advisory lock that a starting process holds. */
const openingLockKey = 7_311_204_902

/** Which database, and how it is used. */
export interface PostgresStoreOptions {
  address: DatabaseAddress
  /** Greatest number of transactions at once. */
  poolSize: number
  /** `unsafe` takes a server that may lose commits in a power loss. */
  durability: 'checked' | 'unsafe'
  /** Digest of the secrets that all servers must share; undefined for a process that answers no requests. */
  secretsDigest: Uint8Array | undefined
}

/**
 * Opens the store and brings its tables up to date. Of several processes that start at once, one does so after the other.
 * @param options which database
 * @throws Error with a one-line reason, without the password, when the database cannot be reached or is not fit for use
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { address, poolSize } = options
  try {
    await prepareDatabase(options)
  } catch (error) {
    throw new Error(`cannot use the database ${address.display}: ${toReason(error)}`, { cause: error })
  }
  return new PostgresStore(new Connections(address, poolSize))
}

/**
 * Connects and looks at the server; nothing is changed.
 * @param options which database
 * @throws Error with a one-line reason when it cannot be reached or is not fit for use
 */
export function probePostgres(options: Pick<PostgresStoreOptions, 'address' | 'durability'>): Promise<void> {
  return withClient(options, async () => undefined)
}

/** The connection's end releases the lock, whatever happens. */
function prepareDatabase(options: PostgresStoreOptions): Promise<void> {
  return withClient(options, async (client) => {
    await client.query('select pg_advisory_lock($1)', [openingLockKey])
    await migrate(toKysely(client), postgresColumnTypes)
    await checkSchema(client)
    if (options.secretsDigest !== undefined) await checkInstallation(client, options.secretsDigest)
  })
}

async function withClient(
  { address, durability }: Pick<PostgresStoreOptions, 'address' | 'durability'>,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client(toClientConfig(address))
  client.on('error', () => undefined)
  try {
    await client.connect()
    await checkServer(client, durability === 'unsafe')
    await work(client)
  } finally {
    await client.end()
  }
}
