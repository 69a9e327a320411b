/** The set-up installs when something is missing or out of date, only then, and says what went wrong. */
import { chmod, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeTree } from '../write-tree.ts'
import { runScript } from './run-script.ts'

const locked = { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }
const optional = { 'node_modules/for-another-system': { version: '1.0.0', optional: true } }

const lockfile = (packages: object): string => JSON.stringify({ packages })

/** Installs a folder with an npm that prints its arguments and PATH, and exits as told. */
async function install(files: Record<string, string>, exitCode = 0) {
  const folder = await writeTree(files)
  const bin = await writeTree({})
  await writeFile(join(bin, 'npm'), `#!/bin/sh\necho "npm $*"\necho "PATH $PATH"\nexit ${exitCode}\n`)
  await chmod(join(bin, 'npm'), 0o755)
  const path = [join(folder, 'node_modules', '.bin'), bin, process.env.PATH].join(delimiter)
  return runScript('setup/install-packages.mjs', [folder, 'the peers', '--ignore-scripts'], { PATH: path }).ended
}

describe('install-packages', () => {
  it.each([
    ['nothing is installed', { 'package-lock.json': lockfile(locked) }],
    [
      'a version has changed',
      {
        'package-lock.json': lockfile(locked),
        'node_modules/.package-lock.json': lockfile({ 'node_modules/a': { version: '0.9.0', integrity: 'sha512-a' } }),
      },
    ],
    [
      'a package has other contents',
      {
        'package-lock.json': lockfile(locked),
        'node_modules/.package-lock.json': lockfile({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } }),
      },
    ],
    [
      'a package is missing',
      { 'package-lock.json': lockfile(locked), 'node_modules/.package-lock.json': lockfile({}) },
    ],
    ['the record is broken', { 'package-lock.json': lockfile(locked), 'node_modules/.package-lock.json': '{' }],
  ])('installs when %s', async (_when, files) => {
    const { code, output } = await install(files)
    expect(code).toBe(0)
    expect(output).toMatch(/^Installing the peers .*\nInstalled the peers in \d+ s\.\n$/)
  })

  it("says nothing and runs nothing when all is installed, other systems' packages apart", async () => {
    const files = {
      'package-lock.json': lockfile({ ...locked, ...optional }),
      'node_modules/.package-lock.json': lockfile(locked),
    }
    expect(await install(files, 1)).toEqual({ code: 0, output: '' })
  })

  it('shows what npm said when it failed, and ends with what to do', async () => {
    const { code, output } = await install({ 'package-lock.json': lockfile(locked) }, 1)
    expect(code).toBe(1)
    expect(output).toMatch(/^npm install --no-save .*--ignore-scripts$/m)
    expect(output.trimEnd().split('\n').at(-1)).toMatch(/^Could not install the peers: .* run the command again\.$/)
  })

  it("runs npm on the machine's own Node, not on one that npm may replace", async () => {
    const { output } = await install({ 'package-lock.json': lockfile(locked) }, 1)
    expect(output).toMatch(/^PATH /m)
    expect(output).not.toContain(join('node_modules', '.bin'))
  })
})
