/** Puts the parts of the API server together and runs them. */
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { checkPrivate } from './check-private.ts'
import type { Config } from './config.ts'
import { loadSessionSecret, openDataDirectory } from './data-directory.ts'
import { createHttpServer } from './http-adapter.ts'
import { GatheredUses, startFlushing } from './last-use.ts'
import { openStore, type Secrets } from './open-store.ts'
import { loadSessionJwtKey } from './session-jwt-key.ts'
import { StartFailure } from './start-failure.ts'
import { newUuidV7 } from './store/new-uuid-v7.ts'
import { takeRandomBytes } from './store/random-pool.ts'
import type { Store } from './store/store.ts'
import { startSweeping } from './sweep.ts'
import type { System } from './system.ts'

/** API server that answers requests. */
export interface ApiServer {
  /** Base URL such as `http://127.0.0.1:4480`. */
  url: string
  system: System
  /** Finishes the requests under way, then closes the store. */
  close(): Promise<void>
}

/** What may be replaced for another run of time. */
export interface StartOptions {
  /** Clock in milliseconds since 1970-01-01 UTC; default the system's. */
  nowMs?: () => number
}

async function loadSecrets({ dataDir }: Config): Promise<Secrets> {
  return { sessionSecret: loadSessionSecret(dataDir), sessionJwtKey: await loadSessionJwtKey(dataDir) }
}

/** System whose uses of sessions are known to be gathered. */
interface RunningSystem extends System {
  lastUse: GatheredUses
}

function makeSystem(config: Config, store: Store, secrets: Secrets, nowMs: () => number): RunningSystem {
  const { origins, maxSessionSeconds, sessionRenewalSeconds, sessionPowers } = config
  const log = pino({ level: config.logLevel })
  return {
    store,
    nowMs,
    newId: () => newUuidV7(nowMs(), takeRandomBytes),
    ...secrets,
    policy: { origins, maxSessionSeconds, sessionRenewalSeconds, sessionPowers },
    lastUse: new GatheredUses({ store, nowMs, log }),
    log,
  }
}

async function listen(server: FastifyInstance, { host, apiPort: port }: Config): Promise<string> {
  try {
    return await server.listen({ host, port })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new StartFailure(
        `LATCHKEY_API_PORT ${port} is in use on ${host}: stop what uses it or choose another port.`,
      )
    }
    throw new StartFailure(
      `cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

async function run(config: Config, system: RunningSystem): Promise<ApiServer> {
  const server = createHttpServer(system, config.traffic)
  const url = await listen(server, config)
  const stopSweeping = startSweeping(system)
  const stopFlushing = startFlushing(system.lastUse)
  const close = async (): Promise<void> => {
    stopSweeping()
    await server.close()
    await stopFlushing()
    await system.store.close()
  }
  return { url, system, close }
}

/**
 * Starts an API server over the embedded database or PostgreSQL; it is listening when this resolves.
 * @param config settings, see `readConfig`
 * @param options clock, default the system's
 * @throws StartFailure with a one-line reason when others may read the secrets in production, or when data directory, database or port cannot be used
 */
export async function startApiServer(config: Config, options: StartOptions = {}): Promise<ApiServer> {
  openDataDirectory(config.dataDir)
  if (config.mode === 'production') checkPrivate(config.dataDir)
  const secrets = await loadSecrets(config)
  const store = await openStore(config, secrets)
  try {
    return await run(config, makeSystem(config, store, secrets, options.nowMs ?? Date.now))
  } catch (error) {
    await store.close()
    throw error
  }
}
