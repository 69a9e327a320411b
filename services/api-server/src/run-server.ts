/** The API server as a process of its own: log on standard output, a clean end on SIGTERM and SIGINT. */
import { bootstrapOrganization } from './bootstrap.ts'
import { type Config, type Environment, readConfig } from './config.ts'
import { type ApiServer, startApiServer } from './start-api-server.ts'

/** Without any organization nobody could make one: the very first start leaves a root key in the data directory. */
async function makeFirstOrganization({ system }: ApiServer, { dataDir }: Config): Promise<void> {
  if (await system.store.findFirstOrganization()) return
  const { organizationId } = await bootstrapOrganization(system, dataDir)
  system.log.info({ organizationId, dataDir }, 'made the first organization; its root key is in local-operator.json')
}

async function start(config: Config): Promise<ApiServer> {
  const server = await startApiServer(config)
  try {
    await makeFirstOrganization(server, config)
    return server
  } catch (error) {
    await server.close()
    throw error
  }
}

/** The first signal ends the server in order, the second at once. */
function stopOnSignals({ system, close }: ApiServer, fail: (error: unknown) => void): void {
  let isStopping = false
  const stop = (signal: NodeJS.Signals): void => {
    // Not left to the system: as process 1 of a container, a process without a listener ignores the signal.
    if (isStopping) process.exit(1)
    isStopping = true
    system.log.info({ signal }, 'stopping')
    close().then(() => system.log.info('stopped'), fail)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
}

/**
 * Starts the API server and lets it run until a signal ends it; it is ready when this resolves.
 * @param environment `LATCHKEY_*` variables by name
 * @param fail told what went wrong while it was ending
 * @throws StartFailure with a one-line reason when it cannot start
 */
export async function runServer(environment: Environment, fail: (error: unknown) => void): Promise<void> {
  const server = await start(readConfig(environment))
  const { system, url, operatorUrl } = server
  system.log.info({ url, operatorUrl, sessionJwtPublicKey: system.sessionJwtKey.publicKeyHex }, 'ready')
  stopOnSignals(server, fail)
}
