/**
 * What every npm script starts with: `node scripts/run.mjs <script.ts> [args]`. It runs on the machine's own Node
 * (20.19 or later), installs what is missing, and hands over to the Node that came with the packages.
 */
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { handOver } from './setup/hand-over.mjs'
import { installPackages } from './setup/install-packages.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const [script, ...scriptArguments] = process.argv.slice(2)

if (script === undefined) {
  console.error('Usage: node scripts/run.mjs <script.ts> [arguments]')
  process.exitCode = 2
} else if (await installPackages(root, 'packages')) {
  process.exitCode = await handOver(root, [resolve(script), ...scriptArguments])
} else {
  process.exitCode = 1
}
