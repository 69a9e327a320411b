/** Runs `npm start` as a person does, as a process of its own in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { expect } from 'vitest'
import type { DevFile } from '../../../scripts/start/dev-file.ts'

const root = resolve(import.meta.dirname, '../../..')
const freePorts = {
  LATCHKEY_API_PORT: '0',
  LATCHKEY_IFRAME_PORT: '0',
  LATCHKEY_REACT_PORT: '0',
  LATCHKEY_VANILLA_PORT: '0',
}

/** A process that has been started. */
export interface StartedScript {
  readonly process: ChildProcess
  /** All it printed so far, on stdout and stderr. */
  output(): string
  /** Exit code, once it has ended; null if a signal ended it. */
  readonly ended: Promise<number | null>
}

/**
 * Starts the script. Ports are free ones, data is below the folder.
 * @param folder working directory
 * @param environment `LATCHKEY_*` variables that differ
 * @param command program and arguments; default what `npm start` runs
 */
export function runStart(
  folder: string,
  environment: Record<string, string> = {},
  command: readonly string[] = [process.execPath, join(root, 'scripts/run.mjs'), join(root, 'scripts/start.ts')],
): StartedScript {
  const [program = '', ...args] = command
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...freePorts, ...environment }
  const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text))
  const ended = once(child, 'close').then(([code]) => code)
  return { process: child, output: () => printed, ended }
}

/**
 * Waits until it runs, and reads where.
 * @param script from {@link runStart}
 * @param folder its working directory
 * @throws Error with what it printed, when it ends instead
 */
export async function readDevFile(script: StartedScript, folder: string): Promise<DevFile> {
  const failed = script.ended.then(() => {
    throw new Error(`It did not start:\n${script.output()}`)
  })
  await Promise.race([failed, expect.poll(script.output, { timeout: 60_000 }).toContain('Latchkey is running')])
  return JSON.parse(await readFile(join(folder, '.latchkey/dev.json'), 'utf8'))
}

/**
 * Which of the parts can still be reached.
 * @param devFile of a system that should have stopped
 */
export async function findReachable({ apiUrl, iframeUrl, reactUrl, vanillaUrl }: DevFile): Promise<string[]> {
  const urls = [apiUrl, iframeUrl, reactUrl, vanillaUrl]
  const reachable = await Promise.all(urls.map((url) => isReachable(Number(new URL(url).port))))
  return urls.filter((_, index) => reachable[index])
}

function isReachable(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
    socket.once('connect', () => socket.destroy())
  })
}
