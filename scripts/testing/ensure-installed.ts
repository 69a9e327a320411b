/** Installs what only some tests and examples need, apart from everything else; part of `npm test`. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Folders with a package.json and a lockfile of their own, from the repository's root, and what is in them. */
const contents = {
  'test/official': 'the official client packages for the tests',
  'test/packages': 'the tools that check packages for the tests',
  'examples/next': 'Next.js for its example',
} as const

/** One of the folders. */
export type ApartFolder = keyof typeof contents

/** All of them: what `npm test` needs. */
export const apartFolders: readonly ApartFolder[] = ['test/official', 'test/packages', 'examples/next']

/**
 * Installs a folder's packages when they are missing or out of date, without running install scripts.
 * @param root absolute path of the repository
 * @param folder path of the folder from there
 * @returns false when it failed; the reason has been printed
 */
export function ensureInstalled(root: string, folder: ApartFolder): boolean {
  const installer = join(root, 'scripts', 'setup', 'install-packages.mjs')
  const args = [installer, join(root, folder), contents[folder], '--ignore-scripts']
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0
}
