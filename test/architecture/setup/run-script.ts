/** Runs a script of the project as a process of its own, on the Node that runs the tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const scripts = join(import.meta.dirname, '../../../scripts')

/** A script that is running. */
export interface RunningScript {
  readonly child: ChildProcess
  /** Resolves when the output so far, stdout and stderr together, holds the words. */
  hasSaid(words: string): Promise<void>
  /** Resolves with the exit code and all output when the process has ended and everything it started has closed its output. */
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>
}

/**
 * Starts a script.
 * @param script path below scripts/
 * @param args its arguments
 * @param environment variables besides those of the tests
 */
export function runScript(script: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): RunningScript {
  const child = spawn(process.execPath, [join(scripts, script), ...args], { env: { ...process.env, ...environment } })
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      for (const listener of listeners) listener()
    })
  }
  return {
    child,
    hasSaid: (words) =>
      new Promise((settle) => {
        const look = (): void => {
          if (output.includes(words)) settle()
        }
        listeners.add(look)
        look()
      }),
    ended: new Promise((settle) => child.on('close', (code) => settle({ code, output }))),
  }
}
