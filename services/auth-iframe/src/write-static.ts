/** Writes the frame's host as static files, for the settings in the environment: `npm run static --workspace @latchkey/auth-iframe -- FOLDER`. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readConfig } from './read-config.ts'
import { buildPage } from './server/build-page.ts'
import { toStaticSite } from './server/static-site.ts'

const [folder] = process.argv.slice(2)
try {
  if (folder === undefined) throw new Error('Name the folder to write to.')
  const { origins } = readConfig({ ...process.env, LATCHKEY_MODE: 'production' })
  if (origins.length === 0) throw new Error('LATCHKEY_ORIGINS is not set: it must name at least one origin.')
  for (const [name, text] of toStaticSite(await buildPage(), origins)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
    process.stdout.write(`${join(folder, name)}\n`)
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
