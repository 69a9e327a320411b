/** `npm run example:next`: installs, builds and runs the Next.js example beside `npm start`, which has to be running. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildNextExample } from './start/build-next-example.ts'
import { root } from './start/build-once.ts'
import type { DevFile } from './start/dev-file.ts'
import { startNextExample } from './start/start-next-example.ts'
import { waitForStop } from './start/wait-for-stop.ts'
import { ensureInstalled } from './testing/ensure-installed.ts'

const port = Number(process.env.LATCHKEY_NEXT_PORT || 4484)

const devFile = await readFile(join(root, '.latchkey/dev.json'), 'utf8').catch(() => undefined)
if (devFile === undefined) {
  console.error('There is no .latchkey/dev.json: run `npm start` in another terminal first.')
  process.exitCode = 1
} else if (ensureInstalled(root, 'examples/next')) {
  const settings: DevFile = JSON.parse(devFile)
  await buildNextExample(console.log)
  const example = await startNextExample(settings, port)
  console.log(`Next.js example   ${example.url}   Ctrl-C stops it.`)
  await waitForStop()
  await example.close()
} else {
  process.exitCode = 1
}
