/** Everything the tests of the examples share: the whole development system on free ports, and Chromium. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppFiles, createAppServer, type PublicSettings, readAppFiles } from '@latchkey/example-node-backend'
import { Turnkey } from '@latchkey/sdk-server'
import type { BrowserContext } from 'playwright-core'
import { buildExample, type ExampleName } from '../../../scripts/start/build-example.ts'
import type { DevFile } from '../../../scripts/start/dev-file.ts'
import { listen } from '../../../scripts/start/listen.ts'
import { startEverything } from '../../../scripts/start/start-everything.ts'
import { launchChromium } from '../../support/chromium.ts'

/** Both examples, by the name of their folder. */
export const exampleNames: readonly ExampleName[] = ['react', 'vanilla']

const freePorts = {
  LATCHKEY_API_PORT: '0',
  LATCHKEY_IFRAME_PORT: '0',
  LATCHKEY_REACT_PORT: '0',
  LATCHKEY_VANILLA_PORT: '0',
}
const silence = (): void => {}

/** What {@link setStage} starts. */
export interface Stage {
  /** Where everything is, and the operator's key. */
  readonly devFile: DevFile
  /** URL of an example. */
  urlOf(name: ExampleName): string
  /** Opens a context with empty storage. */
  newContext(): Promise<BrowserContext>
  /**
   * Serves an application next to the examples, on an origin of its own.
   * @param files built files, or the example whose files they are
   * @param settings what the page is told instead of the truth
   * @returns its URL
   */
  serve(files: AppFiles | ExampleName, settings?: Partial<PublicSettings>): Promise<string>
  close(): Promise<void>
}

/** Starts it all; the tests of one file share it and take a context each. */
export async function setStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-examples-'))
  const environment = { ...freePorts, LATCHKEY_DATA_DIR: join(folder, 'data'), LATCHKEY_LOG_LEVEL: 'silent' }
  const running = await startEverything(environment, silence, join(folder, 'dev.json'))
  const chromium = await launchChromium()
  const { devFile } = running
  const served: { close(): Promise<void> }[] = []
  return {
    devFile,
    urlOf: (name) => devFile[`${name}Url`],
    newContext: () => chromium.newContext(),
    serve: async (files, settings = {}) => {
      const appFiles = typeof files === 'string' ? await readAppFiles(await buildExample(files, silence)) : files
      const server = await listen(makeAppServer(devFile, appFiles, settings), '127.0.0.1', 0)
      served.push(server)
      return `http://localhost:${server.port}`
    },
    close: async () => {
      await chromium.close()
      await Promise.all([running, ...served].map((part) => part.close()))
      await rm(folder, { recursive: true })
    },
  }
}

function makeAppServer(devFile: DevFile, files: AppFiles, settings: Partial<PublicSettings>) {
  const { apiUrl: apiBaseUrl, iframeUrl, organizationId, apiPublicKey, apiPrivateKey } = devFile
  const turnkey = new Turnkey({ apiBaseUrl, apiPublicKey, apiPrivateKey, defaultOrganizationId: organizationId })
  return createAppServer({ turnkey, settings: { apiBaseUrl, iframeUrl, organizationId, ...settings }, files })
}
