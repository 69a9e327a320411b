/** The packages as `npm pack` makes them: what would be published. */
import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildPackages } from '../../../scripts/build/build-packages.ts'
import { root } from '../../../scripts/start/build-once.ts'
import { runNpm } from './run-npm.ts'

/** A package in its tarball. */
export interface Tarball {
  /** Such as `@latchkey/crypto`. */
  readonly name: string
  /** Absolute path of the file. */
  readonly path: string
}

/** What an installed Latchkey package needs of others: packed as well, so that nothing is asked of a registry. */
const others = ['typebox', 'react', 'react-dom', 'scheduler', '@types/react', 'csstype']

/** Names of our packages, as the folders below `packages/`. */
export const packageFolders: readonly string[] = await readdir(join(root, 'packages'))

/**
 * Builds and packs our packages.
 * @param folder path of an existing folder for the tarballs
 */
export async function packPackages(folder: string): Promise<Tarball[]> {
  await buildPackages(() => {})
  return pack(
    packageFolders.map((name) => join(root, 'packages', name)),
    folder,
  )
}

/**
 * Packs what our packages and the projects of the tests depend on, as it is installed here: whole and in no time, by `tar`.
 * @param folder path of an existing folder for the tarballs
 */
export function packOthers(folder: string): Promise<Tarball[]> {
  return Promise.all(
    others.map(async (name) => {
      const [from, path] = [join(root, 'node_modules', name), join(folder, `${name.replaceAll(/[@/]/g, '')}.tar`)]
      await promisify(execFile)('tar', ['-C', from, '-cf', path, '.'])
      return { name, path }
    }),
  )
}

async function pack(folders: readonly string[], destination: string): Promise<Tarball[]> {
  const output = await runNpm(destination, ['pack', ...folders, '--json', '--pack-destination', destination])
  const packed: readonly { readonly name: string; readonly filename: string }[] = JSON.parse(output)
  return packed.map(({ name, filename }) => ({ name, path: join(destination, filename) }))
}
