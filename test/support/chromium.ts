/**
 * Chromium for the browser tests, started by ourselves: Playwright's own launch flags switch the partitioning of third-party
 * storage off (measured with playwright-core 1.65, November 2026), and then an embedded frame proves nothing.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

const flags = [
  '--remote-debugging-port=0',
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]
const startTimeoutMs = 30_000

/** A running browser. */
export interface RunningChromium {
  readonly browser: Browser
  /** Absolute path of its profile; only what the browser's first context stores is in there. */
  readonly profile: string
  /**
   * Opens a context with empty storage of its own.
   * @param options as Playwright takes them
   */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>
  /** Ends the process and removes its profile. */
  close(): Promise<void>
}

/** What {@link launchChromium} may be told. */
export interface ChromiumOptions {
  /** Further command-line flags, such as `--host-resolver-rules=…`. */
  readonly flags?: readonly string[]
}

/**
 * Starts the Chromium that LATCHKEY_CHROMIUM names (`chromium` on the PATH when unset) with an empty profile.
 * @param options further flags
 * @throws Error when Chromium does not start within 30 seconds
 */
export async function launchChromium(options: ChromiumOptions = {}): Promise<RunningChromium> {
  const profile = await mkdtemp(join(tmpdir(), 'latchkey-chromium-'))
  const executable = process.env.LATCHKEY_CHROMIUM ?? 'chromium'
  const args = [...flags, ...(options.flags ?? []), `--user-data-dir=${profile}`, 'about:blank']
  const child = spawn(executable, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const kill = (): void => killGroup(child)
  process.once('exit', kill)
  const stop = async (): Promise<void> => {
    process.off('exit', kill)
    await stopChromium(child, profile)
  }
  try {
    const browser = await chromium.connectOverCDP(await readDevToolsUrl(child))
    return { browser, profile, newContext: (contextOptions) => browser.newContext(contextOptions), close: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Chromium writes the address of its debugger to stderr, which from then on is only drained. */
function readDevToolsUrl(child: ChildProcess): Promise<string> {
  return new Promise((settle, reject) => {
    let output = ''
    const fail = (reason: string): void => reject(new Error(`Chromium did not start: ${reason}\n${output}`))
    const timer = setTimeout(() => fail(`no DevTools address within ${startTimeoutMs} ms`), startTimeoutMs)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`exit code ${code}`))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < 100_000) output += text
      const [, url] = /DevTools listening on (ws:\S+)/.exec(output) ?? []
      if (url === undefined) return
      clearTimeout(timer)
      settle(url)
    })
  })
}

async function stopChromium(child: ChildProcess, profile: string): Promise<void> {
  const ended = isRunning(child) ? once(child, 'exit') : undefined
  killGroup(child)
  await ended
  await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}

/** The browser's own processes do not all end with the first one. */
function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined && isRunning(child)) process.kill(-child.pid, 'SIGKILL')
}

function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null
}
