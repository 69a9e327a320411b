/** A copy of the repository that may be broken at will; part of `npm run mutants`. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the tests of the server need. */
const copied = ['packages', 'services', 'test/support', 'package.json', 'tsconfig.json', 'vitest.config.ts']
const scope = '@latchkey'

/** A copy and how to get rid of it. */
export interface TemporaryCopy {
  /** Absolute path. */
  readonly folder: string
  remove(): void
}

/**
 * Copies the sources; installed packages are linked, the workspaces among them to their copies.
 * @param root absolute path of the repository
 */
export function makeTemporaryCopy(root: string): TemporaryCopy {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-mutants-'))
  const filter = (path: string): boolean => !path.includes('node_modules')
  for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true, filter })
  mkdirSync(join(folder, 'node_modules', scope), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== scope) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
  for (const kind of ['packages', 'services']) {
    for (const name of readdirSync(join(folder, kind))) {
      symlinkSync(join(folder, kind, name), join(folder, 'node_modules', scope, name))
    }
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
