/** The API server as its `serve` script runs it, on a free port, in a process that may be killed. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** Process of a server; its standard output is its log. */
export type ServerProcess = ChildProcessByStdio<null, Readable, null>

const workspace = fileURLToPath(new URL('../../../services/api-server', import.meta.url))

/** Clients write as fast as they can, many with one key. */
const unlimited = { LATCHKEY_RATE_PER_ADDRESS: '0', LATCHKEY_RATE_PER_KEY: '0', LATCHKEY_RATE_PER_ORGANIZATION: '0' }

/**
 * Starts a server; it does not listen yet.
 * @param dataDir absolute path of its data directory; what Node compiles is kept there too, once a server has ended in order
 * @param environment further settings by name
 */
export function spawnServer(dataDir: string, environment: Readonly<Record<string, string>> = {}): ServerProcess {
  return spawn(process.execPath, ['--conditions=latchkey-source', 'src/main.ts'], {
    cwd: workspace,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      LATCHKEY_DATA_DIR: dataDir,
      LATCHKEY_API_PORT: '0',
      ...unlimited,
      NODE_COMPILE_CACHE: join(dataDir, 'compiled'),
      ...environment,
    },
  })
}

/**
 * Waits until a server listens.
 * @param server just started
 * @returns base URL
 * @throws Error when it ends before
 */
export async function waitUntilReady(server: ServerProcess): Promise<string> {
  const lines = createInterface({ input: server.stdout })
  for await (const line of lines) {
    const { msg, url } = JSON.parse(line)
    if (msg !== 'ready') continue
    lines.close()
    // A pipe that nobody empties would in the end stop the server.
    server.stdout.resume()
    return url
  }
  throw new Error('the server ended before it was ready')
}

/**
 * Ends a server in order.
 * @param server process that runs
 * @throws Error when it does not end with exit code 0
 */
export async function stopServer(server: ServerProcess): Promise<void> {
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  const [code, signal] = await ended
  if (code !== 0) throw new Error(`the server ended with ${code ?? signal}`)
}
