/** The API server as a process of its own: settings from the environment, log on standard output, a clean end on SIGTERM and SIGINT. */
import { makeFirstOrganization } from './bootstrap.ts'
import { type Config, readConfig } from './config.ts'
import { type ApiServer, startApiServer } from './start-api-server.ts'
import { StartFailure } from './start-failure.ts'

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

async function main(): Promise<void> {
  const server = await start(readConfig(process.env))
  const { system, url } = server
  system.log.info({ url, sessionJwtPublicKey: system.sessionJwtKey.publicKeyHex }, 'ready')
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close().catch(fail)
    })
  }
}

/** A failure to start is one line; anything else is a fault, and its stack is wanted. */
function fail(error: unknown): void {
  const text = error instanceof StartFailure ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}

main().catch(fail)
