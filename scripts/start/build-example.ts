/** Builds an example with Vite, once per state of its sources. */
import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

/** Example that is a browser app. */
export type ExampleName = 'react' | 'vanilla'

const root = resolve(import.meta.dirname, '../..')
const inputs = ['packages', 'examples/react', 'examples/vanilla', 'examples/shell', 'package-lock.json']

/**
 * Builds an example unless a build of exactly these sources exists; resolves to the path of the folder with its files.
 * @param name folder name below examples/
 */
export async function buildExample(name: ExampleName): Promise<string> {
  const [folder, hash] = [join(root, '.latchkey/build', name), await hashInputs()]
  if ((await readStamp(folder)) === hash) return folder
  const fresh = `${folder}.new`
  await build({ root: join(root, 'examples', name), logLevel: 'error', build: { outDir: fresh, emptyOutDir: true } })
  await rm(folder, { recursive: true, force: true })
  await rename(fresh, folder)
  await writeFile(join(folder, '.sources'), hash)
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
  return hash.digest('hex')
}

async function listFiles(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return [path]
  const wanted = entries.filter(({ name }) => !['node_modules', 'dist', 'test'].includes(name))
  return (await Promise.all(wanted.map(({ name }) => listFiles(join(path, name))))).flat()
}

async function readStamp(folder: string): Promise<string | undefined> {
  return readFile(join(folder, '.sources'), 'utf8').catch(() => undefined)
}
