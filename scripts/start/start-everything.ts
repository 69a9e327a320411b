/** Starts the parts of the development system in order and says what runs where. */

import { bootstrapOrganization, type Config, readConfig, startApiServer } from '@latchkey/api-server'
import { buildPage, startAuthIframe } from '@latchkey/auth-iframe'
import { createAppServer, readAppFiles } from '@latchkey/example-node-backend'
import { Turnkey } from '@latchkey/sdk-server'
import { buildExample, type ExampleName } from './build-example.ts'
import { type DevFile, removeDevFile, writeDevFile } from './dev-file.ts'
import { checkPortsAreFree, type DevPorts, readDevPorts } from './dev-ports.ts'
import { listen } from './listen.ts'

/** Everything that runs, and how to stop it. */
export interface Running {
  devFile: DevFile
  close(): Promise<void>
}

type Closeable = { close(): Promise<void> }

/**
 * Starts API, auth iframe and both examples.
 * @param environment `LATCHKEY_*` variables by name
 * @param say prints one line of progress
 * @throws Error with a one-line reason: a port in use, an unwritable data directory, an unsafe setting
 */
export async function startEverything(environment: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Running> {
  const startedAtMs = performance.now()
  const [config, ports] = [readConfig(environment), readDevPorts(environment)]
  await checkPortsAreFree(config.host, { api: config.apiPort, ...ports })
  say('Starting Latchkey …')
  const parts: Closeable[] = []
  try {
    const devFile = await startParts(config, ports, parts)
    await writeDevFile(devFile)
    say(toSummary(devFile, performance.now() - startedAtMs))
    return { devFile, close: () => closeAll(parts) }
  } catch (error) {
    await closeAll(parts)
    throw error
  }
}

async function startParts(config: Config, ports: DevPorts, parts: Closeable[]): Promise<DevFile> {
  const building = Promise.all([buildPage(), buildExample('react'), buildExample('vanilla')])
  building.catch(() => undefined) // reported where it is awaited
  const api = await startApiServer(config)
  parts.push(api)
  const operator = await bootstrapOrganization(api.system, config.dataDir)
  const [page] = await building
  parts.push(await startAuthIframe({ host: config.host, port: ports.iframe, origins: config.origins, page }))

  const devFile = {
    apiUrl: `http://localhost:${config.apiPort}`,
    iframeUrl: `http://localhost:${ports.iframe}`,
    reactUrl: `http://localhost:${ports.react}`,
    vanillaUrl: `http://localhost:${ports.vanilla}`,
    ...operator,
  }
  parts.push(await startExample('react', config.host, ports.react, devFile))
  parts.push(await startExample('vanilla', config.host, ports.vanilla, devFile))
  return devFile
}

async function startExample(name: ExampleName, host: string, port: number, devFile: DevFile): Promise<Closeable> {
  const { apiUrl: apiBaseUrl, iframeUrl, organizationId, apiPublicKey, apiPrivateKey } = devFile
  const turnkey = new Turnkey({ apiBaseUrl, apiPublicKey, apiPrivateKey, defaultOrganizationId: organizationId })
  const files = await readAppFiles(await buildExample(name))
  return listen(createAppServer({ turnkey, settings: { apiBaseUrl, iframeUrl, organizationId }, files }), host, port)
}

async function closeAll(parts: Closeable[]): Promise<void> {
  await removeDevFile()
  for (const part of parts.reverse()) await part.close()
}

function toSummary(devFile: DevFile, tookMs: number): string {
  return `
Latchkey is running (ready in ${(tookMs / 1000).toFixed(1)} s)

  React example   ${devFile.reactUrl}   open this and sign up
  Plain example   ${devFile.vanillaUrl}
  API             ${devFile.apiUrl}
  Auth iframe     ${devFile.iframeUrl}

Data and the operator's key are in .latchkey/. Ctrl-C stops everything.`
}
