/** Runs a tool of node_modules as a child process. */
import { spawn } from 'node:child_process'

/** What a tool said and how long it took. */
export interface ToolRun {
  readonly succeeded: boolean
  /** All it printed. */
  readonly output: string
  readonly seconds: number
}

/**
 * Runs a JavaScript tool on the Node that runs this.
 * @param root absolute path of the folder to run it in
 * @param args path of the tool and its arguments
 * @returns its output, once it has ended
 */
export function runTool(root: string, args: readonly string[]): Promise<ToolRun> {
  const started = performance.now()
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return new Promise((settle, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      settle({ succeeded: code === 0, output, seconds: (performance.now() - started) / 1000 })
    })
  })
}
