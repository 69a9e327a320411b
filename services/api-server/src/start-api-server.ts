/** Puts the parts of the API server together and runs them. */
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { checkFileSystem } from './check-file-system.ts'
import { checkPrivate } from './check-private.ts'
import type { Config } from './config.ts'
import { loadSessionSecret, openDataDirectory } from './data-directory.ts'
import { createHttpServer } from './http-adapter.ts'
import { GatheredUses, startFlushing } from './last-use.ts'
import { openStore, type Secrets } from './open-store.ts'
import { drain } from './operate/drain.ts'
import { Metrics } from './operate/metrics.ts'
import { makeNoteAnswer } from './operate/note-answer.ts'
import { type OperatorServer, startOperatorServer } from './operate/operator-server.ts'
import { Readiness } from './operate/readiness.ts'
import { loadSessionJwtKey } from './session-jwt-key.ts'
import type { SettingName } from './settings.ts'
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
  /** Base URL of the operator's port; undefined when there is none. */
  operatorUrl: string | undefined
  system: System
  /** Is not ready any more, finishes the requests under way within the time that is set, then closes the store. */
  close(): Promise<void>
}

/** What the operator's port shows. */
interface Observed {
  readiness: Readiness
  metrics: Metrics | undefined
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

/** Runs what listens, and says in one line why it does not. */
async function listening<Result>(
  name: SettingName,
  host: string,
  port: number,
  listen: Promise<Result>,
): Promise<Result> {
  try {
    return await listen
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new StartFailure(`${name} ${port} is in use on ${host}: stop what uses it or choose another port.`)
    }
    throw new StartFailure(
      `cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function countConnections({ server }: FastifyInstance): Promise<number> {
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count)))
}

async function listenForOperator(
  { operator }: Config,
  server: FastifyInstance,
  { readiness, metrics }: Observed,
): Promise<OperatorServer | undefined> {
  if (operator === undefined || metrics === undefined) return undefined
  const isReady = async (): Promise<boolean> => (await readiness.explain()) === undefined
  metrics.watch({ isReady, countConnections: () => countConnections(server) })
  server.server.on('clientError', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'ECONNRESET') metrics.noteMalformed()
  })
  const { host, port } = operator
  return listening('LATCHKEY_OPERATOR_PORT', host, port, startOperatorServer(operator, { readiness, metrics }))
}

/** Both ports, or neither. */
async function listenOnAll(
  config: Config,
  server: FastifyInstance,
  observed: Observed,
): Promise<{ url: string; operator: OperatorServer | undefined }> {
  const { host, apiPort: port } = config
  const url = await listening('LATCHKEY_API_PORT', host, port, server.listen({ host, port }))
  try {
    return { url, operator: await listenForOperator(config, server, observed) }
  } catch (error) {
    await server.close()
    throw error
  }
}

async function run(config: Config, system: RunningSystem, metrics: Metrics | undefined): Promise<ApiServer> {
  const server = createHttpServer(system, config.traffic, makeNoteAnswer({ log: system.log, metrics }))
  const readiness = new Readiness(system.store)
  const { url, operator } = await listenOnAll(config, server, { readiness, metrics })
  const noteSwept = metrics && ((count: number) => metrics.noteSwept(count))
  const stopSweeping = startSweeping({ ...system, noteSwept })
  const stopFlushing = startFlushing(system.lastUse)
  const close = async (): Promise<void> => {
    readiness.stop()
    stopSweeping()
    try {
      await drain(server, config.drainSeconds)
      await stopFlushing()
      await system.store.close()
    } finally {
      await operator?.close()
    }
  }
  return { url, operatorUrl: operator?.url, system, close }
}

/**
 * Starts an API server over the embedded database or PostgreSQL; it is listening when this resolves.
 * @param config settings, see `readConfig`
 * @param options clock, default the system's
 * @throws StartFailure with a one-line reason when others may read the secrets in production, or when data directory, database or port cannot be used
 */
export async function startApiServer(config: Config, options: StartOptions = {}): Promise<ApiServer> {
  openDataDirectory(config.dataDir)
  if (config.database === undefined) checkFileSystem(config)
  if (config.mode === 'production') checkPrivate(config.dataDir)
  const secrets = await loadSecrets(config)
  const metrics = config.operator && new Metrics()
  const store = await openStore(config, secrets, metrics)
  try {
    return await run(config, makeSystem(config, store, secrets, options.nowMs ?? Date.now), metrics)
  } catch (error) {
    await store.close()
    throw error
  }
}
