/** The packages as npm gets them: what bundlers, Node and TypeScript of every kind find in the tarballs. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../scripts/start/build-once.ts'
import { packageFolders, packPackages, type Tarball } from './support/tarballs.ts'

let folder: string
let tarballs: readonly Tarball[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-tarballs-'))
  tarballs = await packPackages(folder)
})
afterAll(() => rm(folder, { recursive: true }))

describe.each(packageFolders)('packages/%s', (name) => {
  const readManifest = async () => JSON.parse(await readFile(join(root, 'packages', name, 'package.json'), 'utf8'))
  const readTarball = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const tarball = tarballs.find((candidate) => candidate.name === `@latchkey/${name}`)
    return new Uint8Array(await readFile(tarball?.path ?? ''))
  }
  const unpack = async () => createPackageFromTarballData(await readTarball())
  const listFiles = async (): Promise<string[]> => {
    const unpacked = await unpack()
    return unpacked.listFiles().map((path) => path.replace(`/node_modules/@latchkey/${name}/`, ''))
  }

  it('has nothing that publint complains of', async () => {
    const manifest = await readManifest()
    const { messages } = await publint({
      pack: { tarball: (await readTarball()).buffer },
      level: 'suggestion',
      strict: true,
    })
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([])
  })

  it('has right types for every way to import it', async () => {
    const result = await checkPackage(await unpack())
    if (!result.types) throw new Error('the package has no types')
    const problems = result.problems.filter(
      (problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10'),
    )
    expect(problems).toEqual([])
    const resolved = Object.values(result.entrypoints).flatMap(({ resolutions }) => Object.values(resolutions))
    expect(resolved.length).toBeGreaterThan(0)
  })

  it('has licence, description and nothing of the tests', async () => {
    const files = await listFiles()
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/index.js']))
    expect(files.filter((path) => !/^(LICENSE|README\.md|package\.json|(dist|src)\/.*)$/.test(path))).toEqual([])
    const licence = await readFile(join(root, 'packages', name, 'LICENSE'), 'utf8')
    expect(licence).toBe(await readFile(join(root, 'LICENSE'), 'utf8'))
  })

  it('says what it is, what it runs on, and that importing it does nothing', async () => {
    const manifest = await readManifest()
    expect(manifest).toMatchObject({
      name: `@latchkey/${name}`,
      description: expect.stringMatching(/\.$/),
      license: 'Apache-2.0',
      type: 'module',
      sideEffects: false,
      engines: { node: '>=20.19' },
      publishConfig: { access: 'public' },
    })
    expect(manifest).not.toHaveProperty('private')
  })
})

describe('what is not published', () => {
  it.each(['services/api-server', 'services/auth-iframe', 'examples/react', 'examples/next', '.'])(
    '%s',
    async (path) => {
      const manifest = JSON.parse(await readFile(join(root, path, 'package.json'), 'utf8'))
      expect(manifest.private).toBe(true)
    },
  )
})

describe('@latchkey/sdk-react', () => {
  it.each(['dist', 'dist/cjs'])('keeps "use client" in %s', async (built) => {
    const source = join(root, 'packages/sdk-react')
    for (const name of ['turnkey-provider', 'use-turnkey', 'use-session', 'use-step-up', 'turnkey-context']) {
      const text = await readFile(join(source, built, `${name}.js`), 'utf8')
      expect(text, name).toMatch(/^("use strict";\s*)?(\/\*\*.*\*\/\s*)?'use client';/)
    }
  })
})
