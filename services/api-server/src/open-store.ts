/** The store that is configured: the embedded database in the data directory, or PostgreSQL. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { StartFailure } from './start-failure.ts'
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts'
import type { Store } from './store/store.ts'
import type { StoreWatch } from './store/store-watch.ts'
import type { System } from './system.ts'

/** Secrets of a server, which lie beside its database. */
export type Secrets = Pick<System, 'sessionSecret' | 'sessionJwtKey'>

/**
 * Path of the embedded database in a data directory.
 * @param dataDir path of the data directory
 */
export function databaseFileOf(dataDir: string): string {
  return join(dataDir, 'latchkey.db')
}

/**
 * The settings, for what works on the file of the embedded database.
 * @param config settings
 * @throws StartFailure when the data is in PostgreSQL
 */
export function requireEmbedded(config: Config): Config {
  if (config.database === undefined) return config
  throw new StartFailure(
    'this is for the embedded database: with LATCHKEY_DATABASE_URL, back up and restore with the tools of PostgreSQL; every start of a server migrates.',
  )
}

/**
 * Opens the store.
 * @param config settings; the data directory exists
 * @param secrets those of a server: on PostgreSQL, every server of the database must have the same; left out by what only looks after data
 * @param watch told of the embedded store's commits; default nobody
 * @throws StartFailure with a one-line reason when it cannot be used, such as that a running server has the embedded one
 */
export async function openStore({ dataDir, database }: Config, secrets?: Secrets, watch?: StoreWatch): Promise<Store> {
  try {
    if (database === undefined) return await openSqliteStore({ file: databaseFileOf(dataDir), watch })
    // Loaded only here, since most servers do without the driver.
    const { openPostgresStore } = await import('./store/postgres/open-postgres-store.ts')
    return await openPostgresStore({ ...database, secretsDigest: secrets && digest(secrets) })
  } catch (error) {
    throw new StartFailure(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

/** Tells whether two processes have the same secrets, and tells the secrets to nobody. */
function digest({ sessionSecret, sessionJwtKey }: Secrets): Uint8Array {
  const hash = createHash('sha256').update('latchkey-secrets-1').update(sessionSecret)
  return hash.update(sessionJwtKey.publicKeyHex).digest()
}
