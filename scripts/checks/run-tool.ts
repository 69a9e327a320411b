/** Runs a tool of node_modules as a child process. */
import { type StdioOptions, spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** What a tool said and what it took. */
export interface ToolRun {
  readonly succeeded: boolean
  /** All it printed. */
  readonly output: string
  /** Elapsed time or processor time, whichever is less: that other programs kept the machine busy does not count. */
  readonly seconds: number
}

/** Runs its arguments and writes the shell's `times` to descriptor 3; its last line is about what the shell ran. */
const timed = '"$@"; code=$?; times >&3; exit $code'

const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', 'pipe']

/**
 * Runs a JavaScript tool on the Node that runs this.
 * @param root absolute path of the folder to run it in
 * @param args path of the tool and its arguments
 * @returns its output, once it has ended
 */
export async function runTool(root: string, args: readonly string[]): Promise<ToolRun> {
  const started = performance.now()
  const child = spawn('sh', ['-c', timed, 'sh', process.execPath, ...args], { cwd: root, stdio })
  const code = new Promise<number | null>((settle, reject) => child.on('error', reject).on('close', settle))
  const [, output = '', errors = '', times = ''] = await Promise.all(child.stdio.map(readAll))
  const succeeded = (await code) === 0
  const elapsedSeconds = (performance.now() - started) / 1000
  return { succeeded, output: output + errors, seconds: Math.min(elapsedSeconds, readProcessorSeconds(times)) }
}

async function readAll(stream: unknown): Promise<string> {
  return stream instanceof Readable ? text(stream) : ''
}

/** Sums user and system time, written like `0m4.310s 0m0.610s`. */
function readProcessorSeconds(times: string): number {
  const last = times.trim().split('\n').at(-1) ?? ''
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)]
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0)
}
