/** `npm test [-- folder …]`: all set-up, then every test; the last line is `N passed, N failed`. */
import { join } from 'node:path'
import { ensureChromium } from './testing/ensure-chromium.ts'
import { apartFolders, ensureInstalled } from './testing/ensure-installed.ts'
import { ensurePostgres } from './testing/ensure-postgres.ts'
import { runVitest } from './testing/run-vitest.ts'

const root = join(import.meta.dirname, '..')

const chromium = ensureChromium()
const postgres = ensurePostgres()
if (
  chromium === undefined ||
  postgres === undefined ||
  !apartFolders.every((folder) => ensureInstalled(root, folder))
) {
  process.exitCode = 1
} else {
  process.env.LATCHKEY_CHROMIUM = chromium
  process.env.LATCHKEY_POSTGRES_BIN = postgres
  const { passed, failed } = await runVitest(root, process.argv.slice(2))
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}
