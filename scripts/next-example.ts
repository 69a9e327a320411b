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

try {
  if (ensureInstalled(root, 'examples/next')) await run(await readSettings())
  else process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function readSettings(): Promise<DevFile> {
  const text = await readFile(join(root, '.latchkey/dev.json'), 'utf8').catch(() => undefined)
  if (text === undefined) throw new Error('There is no .latchkey/dev.json: run `npm start` in another terminal first.')
  return JSON.parse(text)
}

async function run(settings: DevFile): Promise<void> {
  await buildNextExample(console.log)
  const example = await startNextExample(settings, port)
  console.log(`Next.js example   ${example.url}   Ctrl-C stops it.`)
  await waitForStop()
  await example.close()
}
