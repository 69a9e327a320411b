/** Runs the Next.js example, built, as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { nextCommand, nextExample } from './build-next-example.ts'
import type { DevFile } from './dev-file.ts'

/** The example while it runs. */
export interface RunningNextExample {
  readonly url: string
  /** All it printed so far. */
  output(): string
  close(): Promise<void>
}

/** What of the running development system the example needs. */
export type NextSettings = Pick<DevFile, 'apiUrl' | 'iframeUrl' | 'organizationId' | 'apiPublicKey' | 'apiPrivateKey'>

/**
 * Starts it on localhost; resolves when it answers.
 * @param settings of the running development system
 * @param port port number, a free one
 * @throws Error with what it printed, when it ends instead
 */
export async function startNextExample(settings: NextSettings, port: number): Promise<RunningNextExample> {
  const child = spawn(process.execPath, [nextCommand, 'start', '--hostname', 'localhost', '--port', String(port)], {
    cwd: nextExample,
    env: toEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = (): boolean => child.kill()
  process.once('exit', kill)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text))
  await waitUntilReady(child, () => printed)
  const close = async (): Promise<void> => {
    process.off('exit', kill)
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'close')
    child.kill()
    await ended
  }
  return { url: `http://localhost:${port}`, output: () => printed, close }
}

/** The cookie's secret lives as long as the process: a hint of an earlier one counts for nothing. */
function toEnvironment(settings: NextSettings): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_PUBLIC_BASE_URL: settings.apiUrl,
    NEXT_PUBLIC_IFRAME_URL: settings.iframeUrl,
    NEXT_PUBLIC_ORGANIZATION_ID: settings.organizationId,
    NEXT_PUBLIC_RP_ID: 'localhost',
    LATCHKEY_API_PUBLIC_KEY: settings.apiPublicKey,
    LATCHKEY_API_PRIVATE_KEY: settings.apiPrivateKey,
    HINT_SECRET: randomBytes(32).toString('hex'),
  }
}

async function waitUntilReady(child: ChildProcess, printed: () => string): Promise<void> {
  await new Promise<void>((settle, reject) => {
    child.once('error', reject)
    child.once('close', () => reject(new Error(`The Next.js example did not start:\n${printed()}`)))
    child.stdout?.on('data', () => {
      if (/Ready in/.test(printed())) settle()
    })
  })
}
