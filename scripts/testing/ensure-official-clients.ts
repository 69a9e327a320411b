/** Installs the official client packages that some tests use as peers; part of `npm test`. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/**
 * Installs test/official/node_modules when it is missing or out of date, without running install scripts.
 * @param root absolute path of the repository
 * @returns false when it failed; the reason has been printed
 */
export function ensureOfficialClients(root: string): boolean {
  const installer = join(root, 'scripts', 'setup', 'install-packages.mjs')
  const folder = join(root, 'test', 'official')
  const args = [installer, folder, 'the official client packages for the tests', '--ignore-scripts']
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0
}
