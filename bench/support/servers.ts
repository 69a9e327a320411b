/** Starts a server as a process of its own and stops it again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Process that has said that it is ready. */
export interface ServerProcess<Ready> {
  ready: Ready
  stop(): void
}

/**
 * Runs a file of this folder; resolves with the JSON it prints first.
 * @param name file name without `.ts`
 * @param environment variables beside our own; default none
 */
export async function startServer<Ready>(
  name: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess<Ready>> {
  const file = join(import.meta.dirname, `${name}.ts`)
  const child = spawn(process.execPath, [...process.execArgv, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  return { ready: await readFirstLine(child), stop: () => child.kill() }
}

function readFirstLine<Ready>(child: ChildProcess): Promise<Ready> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with code ${code}.`)))
    if (child.stdout) createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)))
  })
}
