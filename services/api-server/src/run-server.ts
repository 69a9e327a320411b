/** The API server as a process of its own: log on standard output, a clean end on SIGTERM and SIGINT. */
import cluster from 'node:cluster'
import { makeFirstOrganization } from './bootstrap.ts'
import { type Config, type Environment, readConfig } from './config.ts'
import { runWorkers } from './run-workers.ts'
import { type ApiServer, startApiServer } from './start-api-server.ts'

/** Without any organization nobody could make one: the very first start leaves a root key in the data directory. */
async function bootstrap({ system }: ApiServer, { dataDir }: Config): Promise<void> {
  const operator = await makeFirstOrganization(system, dataDir)
  if (operator === undefined) return
  const { organizationId } = operator
  system.log.info({ organizationId, dataDir }, 'made the first organization; its root key is in local-operator.json')
}

async function start(config: Config): Promise<ApiServer> {
  const server = await startApiServer(config)
  try {
    await bootstrap(server, config)
    return server
  } catch (error) {
    await server.close()
    throw error
  }
}

/** The first signal ends the server in order, the second at once. */
function stopOnSignals(server: ApiServer, fail: (error: unknown) => void): void {
  const { log } = server.system
  let isStopping = false
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) {
      endAtOnce()
      return
    }
    isStopping = true
    log.info({ signal }, 'stopping')
    close(server).then(() => log.info('stopped'), fail)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
}

/** A worker is told twice when a terminal or systemd tells the whole group of processes; the one that started it ends with the second. */
function endAtOnce(): void {
  // Not left to the system: as process 1 of a container, a process without a listener ignores the signal.
  if (!cluster.isWorker) process.exit(1)
}

/**
 * Starts the API server and lets it run until a signal ends it; it is ready when this resolves.
 * @param environment `LATCHKEY_*` variables by name
 * @param fail told what went wrong while it was ending
 * @throws StartFailure with a one-line reason when it cannot start
 */
export async function runServer(environment: Environment, fail: (error: unknown) => void): Promise<void> {
  // Whatever the server writes, its database included, is its owner's only.
  process.umask(0o077)
  const config = readConfig(environment)
  await (config.workers > 1 && cluster.isPrimary ? runWorkers(config.workers) : runHere(config, fail))
}

async function runHere(config: Config, fail: (error: unknown) => void): Promise<void> {
  const server = await start(config).catch((error: unknown) => {
    leavePrimary()
    throw error
  })
  const { system, url, operatorUrl } = server
  stopOnSignals(server, fail)
  system.log.info({ url, operatorUrl, sessionJwtPublicKey: system.sessionJwtKey.publicKeyHex }, 'ready')
}

async function close(server: ApiServer): Promise<void> {
  try {
    await server.close()
  } finally {
    leavePrimary()
  }
}

/** The line to the process that started a worker would keep it running. */
function leavePrimary(): void {
  cluster.worker?.disconnect()
}
