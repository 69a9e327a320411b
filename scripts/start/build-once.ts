/** Keeps what is built from the sources of the browser parts, so that only a start after a change builds. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** Root folder of the repository. */
export const root = resolve(import.meta.dirname, '../..')

const buildFolder = join(root, '.latchkey/build')
const inputs = ['packages', 'examples', 'services/auth-iframe', 'scripts/build', 'package-lock.json', 'tsconfig.json']
const notSources = ['node_modules', 'dist', 'test', '.next', 'next-env.d.ts']

/**
 * Path of the folder with a build of the sources as they are now. Several processes may ask at the same time.
 * @param name name of the build
 * @param say prints one line of progress, when there is something to build
 * @param build fills the empty folder it is given; it is called only when there is no such build yet
 */
export async function buildOnce(
  name: string,
  say: (line: string) => void,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(buildFolder, `${name}-${await hashInputs()}`)
  if (existsSync(folder)) return folder
  say(`Building ${name} (first start, or its sources have changed) …`)
  await mkdir(buildFolder, { recursive: true, mode: 0o700 })
  const fresh = await mkdtemp(`${folder}.`)
  try {
    await build(fresh)
    await rename(fresh, folder)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    // Another process was faster.
    if (!existsSync(folder)) throw error
  }
  await removeOlder(name, folder)
  return folder
}

let hashing: Promise<string> | undefined

function hashInputs(): Promise<string> {
  hashing ??= hashFiles()
  return hashing
}

async function hashFiles(): Promise<string> {
  const files = (await Promise.all(inputs.map((input) => listFiles(join(root, input))))).flat().sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}

async function listFiles(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return [path]
  const sources = entries.filter((entry) => !notSources.includes(entry.name))
  return (await Promise.all(sources.map((entry) => listFiles(join(path, entry.name))))).flat()
}

/** Builds of other sources, finished or not. */
async function removeOlder(name: string, folder: string): Promise<void> {
  const builds = (await readdir(buildFolder)).filter((build) => build.startsWith(`${name}-`))
  const older = builds.map((build) => join(buildFolder, build)).filter((path) => !path.startsWith(folder))
  await Promise.all(older.map((path) => rm(path, { recursive: true, force: true })))
}
