/** Builds every package twice, as ECMAScript modules and as CommonJS, each with its declarations. */
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runTool } from '../checks/run-tool.ts'
import { buildOnce, root } from '../start/build-once.ts'

/** Node and TypeScript take the nearest package.json for what kind of modules the files below it are. */
const commonJsManifest = JSON.stringify({ type: 'commonjs', sideEffects: false })

/**
 * Writes every package's `dist/`; ECMAScript modules are in it, CommonJS is in its `cjs/`. What was built from the same sources before
 * is not built again.
 * @param say prints one line of progress, when there is something to build
 * @returns paths of the folders from the repository's root
 * @throws Error with what the compiler said when the packages do not compile
 */
export async function buildPackages(say: (line: string) => void): Promise<string[]> {
  const built = await buildOnce('packages', say, compileAll)
  const names = await readdir(built)
  return Promise.all(names.map((name) => deliver(join(built, name), `packages/${name}/dist`)))
}

/** One compilation writes all packages; each then gets its part of both. */
async function compileAll(folder: string): Promise<void> {
  const [modules, commonJs] = [join(folder, '.modules'), join(folder, '.cjs')]
  await Promise.all([compile('tsconfig.json', modules), compile('tsconfig.cjs.json', commonJs)])
  for (const name of await readdir(modules)) {
    const target = join(folder, name)
    await rename(join(modules, name, 'src'), target)
    await rename(join(commonJs, name, 'src'), join(target, 'cjs'))
    await writeFile(join(target, 'cjs', 'package.json'), commonJsManifest)
  }
  await Promise.all([modules, commonJs].map((temporary) => rm(temporary, { recursive: true })))
}

async function compile(config: string, out: string): Promise<void> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const { succeeded, output } = await runTool(root, [compiler, '-p', join('scripts/build', config), '--outDir', out])
  if (!succeeded) throw new Error(`The packages do not compile:\n${output}`)
}

async function deliver(from: string, folder: string): Promise<string> {
  await rm(join(root, folder), { recursive: true, force: true })
  await mkdir(join(root, folder), { recursive: true })
  await cp(from, join(root, folder), { recursive: true })
  return folder
}
