/** Runs a TypeScript file on the Node that the packages brought, as if it were this process. */
import { spawn } from 'node:child_process'
import { availableParallelism, constants } from 'node:os'
import { join } from 'node:path'

const nodeOptions = ['--conditions=latchkey-source', '--disable-warning=ExperimentalWarning']
const forwardedSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs a script on the installed Node, named by its path because a shell remembers where it found `node`.
 *
 * Ctrl-C reaches every process of a terminal's foreground group, and npm passes it on once more. So the script runs in
 * a group of its own and gets each signal from here, once. Its stdin is a pipe that ends when this process is gone,
 * however it went: a script that must not outlive it watches that.
 * @param {string} root absolute path of the folder that holds node_modules
 * @param {string[]} args path of the script and its arguments
 * @returns {Promise<number>} the script's exit code; 128 + the signal's number when a signal ended it
 */
export function handOver(root, args) {
  const node = join(root, 'node_modules', 'node', 'bin', 'node')
  const child = spawn(node, [...nodeOptions, ...args], {
    detached: true,
    env: { UV_THREADPOOL_SIZE: String(availableParallelism()), ...process.env },
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  forwardSignals(child)
  return new Promise((settle) => {
    child.on('error', (error) => {
      console.error(
        `Could not start ${node} (${error.message}). Delete node_modules, allow npm to run install scripts, try again.`,
      )
      settle(1)
    })
    child.on('exit', (code, signal) => settle(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
  })
}

/**
 * Signals of one kind within a second are one signal that came by several ways; a later one is a person insisting.
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  for (const signal of forwardedSignals) {
    let forwardedAtMs = 0
    process.on(signal, () => {
      if (Date.now() - forwardedAtMs < 1000) return
      forwardedAtMs = Date.now()
      child.kill(signal)
    })
  }
}
