/** What is not written here: few packages, all pinned, with their hashes, each with its reason in SECURITY.md. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { apartFolders } from '../../scripts/testing/ensure-installed.ts'

const root = join(import.meta.dirname, '../..')

type Versions = Readonly<Record<string, string>>

/** What is read of a package.json. */
interface Manifest {
  name?: string
  dependencies?: Versions
  devDependencies?: Versions
  peerDependencies?: Versions
  optionalDependencies?: Versions
  allowScripts?: Record<string, boolean>
}

/** What is read of an entry of a lockfile. */
interface Locked extends Manifest {
  link?: boolean
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
}

const readJson = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
const readManifest = (folder: string): Manifest => readJson(join(folder, 'package.json'))

const whole = readManifest('.')
const workspaces = globSync(
  [...readJson('package.json').workspaces].map((folder) => `${folder}/package.json`),
  {
    cwd: root,
  },
).map((path) => join(path, '..'))
/** The official clients have a list of their own in test/official. */
const apart = apartFolders.filter((folder) => folder !== 'test/official')
const locked: Record<string, Locked> = readJson('package-lock.json').packages
const external = Object.entries(locked).filter(
  ([path]) => path.startsWith('node_modules/') || path.includes('/node_modules/'),
)
const isOurs = (name: string): boolean => name.startsWith('@latchkey/')

/** Packages of others that run with a workspace, its own and those of the workspaces it uses. */
function runtimeOf(folder: string): Set<string> {
  const names = Object.keys(readManifest(folder).dependencies ?? {})
  const ours = names.filter(isOurs).map((name) => join('packages', name.replace('@latchkey/', '')))
  return new Set([...names.filter((name) => !isOurs(name)), ...ours.flatMap((each) => [...runtimeOf(each)])])
}

/** The place where Node finds a package from inside another. */
function findLocked(name: string, from: string): string | undefined {
  const path = `${from === '' ? '' : `${from}/`}node_modules/${name}`
  if (locked[path]) return path
  return from === '' ? undefined : findLocked(name, from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)))
}

/** All that is installed for packages, those they need themselves included. */
function closureOf(names: Iterable<string>): Set<string> {
  const found = new Set<string>()
  const visit = (name: string, from: string): void => {
    const path = findLocked(name, from)
    if (path === undefined || found.has(path)) return
    found.add(path)
    for (const needed of Object.keys(locked[path]?.dependencies ?? {})) visit(needed, path)
  }
  for (const name of names) visit(name, '')
  return found
}

describe('dependencies', () => {
  it('of the server are at most 15 at run time, and bring at most 95 packages', () => {
    const direct = runtimeOf('services/api-server')
    expect(direct.size).toBeGreaterThan(3)
    expect([...direct].length).toBeLessThanOrEqual(15)
    expect(closureOf(direct).size).toBeLessThanOrEqual(95)
  })

  it('of the auth iframe are at most 5', () => {
    expect([...runtimeOf('services/auth-iframe')].length).toBeLessThanOrEqual(5)
  })

  it('are pinned to one version each, but for peers', () => {
    const versions = ['.', ...workspaces, ...apart].flatMap((folder) => {
      const { dependencies, devDependencies, optionalDependencies } = readManifest(folder)
      return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    })
    expect(versions.length).toBeGreaterThan(20)
    expect(versions.filter(([, version]) => !/^(npm:[a-z0-9-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  it('have a reason in SECURITY.md each, and nothing else has one', () => {
    const section =
      readFileSync(join(root, 'SECURITY.md'), 'utf8').split('\n## Dependencies\n')[1]?.split('\n## ')[0] ?? ''
    const justified = new Set([...section.matchAll(/`((?:@[a-z0-9-]+\/)?[a-z][a-z0-9-]*)`/g)].map(([, name]) => name))
    const used = new Set(
      ['.', ...workspaces, ...apart].flatMap((folder) => {
        const { dependencies, devDependencies, peerDependencies } = readManifest(folder)
        return Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies })
      }),
    )
    const isTypes = (name: string): boolean => name.startsWith('@types/')
    expect([...used].filter((name) => !isOurs(name) && !isTypes(name) && !justified.has(name))).toEqual([])
    expect([...justified].filter((name) => name !== undefined && !used.has(name))).toEqual([])
  })
})

describe('the lockfile', () => {
  it('has the hash of every package, and no address to fetch it from', () => {
    expect(external.length).toBeGreaterThan(100)
    const fetched = external.filter(([, entry]) => entry.link !== true)
    expect(fetched.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([])
    expect(fetched.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
  })

  it('says what the manifests say', () => {
    for (const folder of workspaces) {
      expect(locked[folder]?.dependencies, folder).toEqual(readManifest(folder).dependencies)
    }
    expect(locked['']?.devDependencies).toEqual(whole.devDependencies)
  })

  it('lets only packages run a script at installation that are allowed to', () => {
    const scripted = external.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)
    expect(scripted).toEqual(Object.keys(whole.allowScripts ?? {}).map((name) => `node_modules/${name}`))
  })
})

/** Stand-ins for packages that are not wanted are in the repository. */
const isFetched = (path: string): boolean => path.startsWith('node_modules/')

it.each(apartFolders)('%s is installed without scripts, from a lockfile with hashes and no addresses', (folder) => {
  const installer = readFileSync(join(root, 'scripts/testing/ensure-installed.ts'), 'utf8')
  expect(installer).toContain("'--ignore-scripts'")
  const { packages } = readJson(join(folder, 'package-lock.json'))
  const entries = Object.entries<Locked>(packages).filter(([path, { link }]) => isFetched(path) && link !== true)
  expect(entries.length).toBeGreaterThan(5)
  expect(entries.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([])
  expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
})
