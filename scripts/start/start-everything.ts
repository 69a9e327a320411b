/** Starts the parts of the development system in order and says what runs where. */
import { bootstrapOrganization, type Config, readConfig, startApiServer } from '@latchkey/api-server'
import { startAuthIframe } from '@latchkey/auth-iframe'
import { createAppServer, readAppFiles } from '@latchkey/example-node-backend'
import { Turnkey } from '@latchkey/sdk-server'
import { buildExample, type ExampleName } from './build-example.ts'
import { buildIframePage } from './build-iframe-page.ts'
import { type DevFile, removeDevFile, writeDevFile } from './dev-file.ts'
import { checkPortsAreFree, type DevPorts, readDevPorts } from './dev-ports.ts'
import { listen } from './listen.ts'

/** Everything that runs, and how to stop it. */
export interface Running {
  devFile: DevFile
  close(): Promise<void>
}

type Say = (line: string) => void

interface Closeable {
  close(): Promise<void>
}

/**
 * Starts API, auth iframe and both examples.
 * @param environment `LATCHKEY_*` variables by name
 * @param say prints one line of progress
 * @param devFilePath where the development file is written
 * @throws Error with a one-line reason: a port in use, an unwritable data directory, an unsafe setting
 */
export async function startEverything(
  environment: NodeJS.ProcessEnv,
  say: Say,
  devFilePath = '.latchkey/dev.json',
): Promise<Running> {
  const [config, ports] = [readConfig(environment), readDevPorts(environment)]
  await checkPortsAreFree(config.host, { api: config.apiPort, ...ports })
  say('Starting Latchkey …')
  const parts: Closeable[] = []
  try {
    const devFile = await startParts(config, ports, parts, say)
    await writeDevFile(devFilePath, devFile)
    parts.push({ close: () => removeDevFile(devFilePath, devFile) })
    say(toSummary(devFile))
    return { devFile, close: () => closeAll(parts) }
  } catch (error) {
    await closeAll(parts)
    throw error
  }
}

async function startParts(config: Config, ports: DevPorts, parts: Closeable[], say: Say): Promise<DevFile> {
  const building = Promise.all([buildIframePage(say), buildFiles('react', say), buildFiles('vanilla', say)])
  building.catch(() => undefined) // reported where it is awaited
  const { host, origins } = config
  const api = await startApiServer(config)
  parts.push(api)
  const operator = await bootstrapOrganization(api.system, config.dataDir)
  const [page, react, vanilla] = await building
  const frame = await startAuthIframe({ host, port: ports.iframe, origins, page })
  parts.push(frame)
  const apiUrl = toUrl(Number(new URL(api.url).port))
  const startExample = async (files: AppFiles, port: number): Promise<string> => {
    const server = makeAppServer(files, apiUrl, frame.url, operator)
    const listening = await listen(server, host, port)
    parts.push(listening)
    return toUrl(listening.port)
  }
  const reactUrl = await startExample(react, ports.react)
  const vanillaUrl = await startExample(vanilla, ports.vanilla)
  return { apiUrl, iframeUrl: frame.url, reactUrl, vanillaUrl, ...operator }
}

type AppFiles = Awaited<ReturnType<typeof readAppFiles>>
type Operator = Awaited<ReturnType<typeof bootstrapOrganization>>

const buildFiles = async (name: ExampleName, say: Say): Promise<AppFiles> => readAppFiles(await buildExample(name, say))

function makeAppServer(files: AppFiles, apiBaseUrl: string, iframeUrl: string, operator: Operator) {
  const { organizationId, apiPublicKey, apiPrivateKey } = operator
  const turnkey = new Turnkey({ apiBaseUrl, apiPublicKey, apiPrivateKey, defaultOrganizationId: organizationId })
  return createAppServer({ turnkey, settings: { apiBaseUrl, iframeUrl, organizationId }, files })
}

/** By name: passkeys are made for host names, never for addresses. */
const toUrl = (port: number): string => `http://localhost:${port}`

async function closeAll(parts: Closeable[]): Promise<void> {
  for (const part of parts.reverse()) await part.close()
}

function toSummary(devFile: DevFile): string {
  return `
Latchkey is running (ready in ${(performance.now() / 1000).toFixed(1)} s)

  React example   ${devFile.reactUrl}   open this and sign up
  Plain example   ${devFile.vanillaUrl}
  API             ${devFile.apiUrl}
  Auth iframe     ${devFile.iframeUrl}

Data and the operator's key are in .latchkey/. Ctrl-C stops everything.`
}
