/** Finds the official packages in test/official/node_modules, also those that came with another package. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Folder name of an installed package; with `from`, the copy that a package of that folder name brought along. */
export interface OfficialPackage {
  readonly name: string
  readonly from?: string
  /** Name and version that it is published under, such as `@turnkey/sdk-browser@0.3.0`. */
  readonly release: string
}

const here = createRequire(import.meta.url)

/** Resolves modules as the package's dependants do. */
const requireFor = ({ from }: OfficialPackage): NodeJS.Require =>
  from === undefined ? here : createRequire(here.resolve(from))

/**
 * Path of the module that Node loads for a package.
 * @param official which
 */
export const entryOf = (official: OfficialPackage): string => requireFor(official).resolve(official.name)

/**
 * Loads a package into Node; the caller says what it holds.
 * @param official which
 */
export const loadOfficial = (official: OfficialPackage): unknown => requireFor(official)(official.name)

/**
 * Name and version of what is installed, such as `@turnkey/sdk-browser@0.3.0`.
 * @param official which
 */
export function releaseOf(official: OfficialPackage): string {
  for (let folder = dirname(entryOf(official)); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = readManifest(join(folder, 'package.json'))
    if (manifest !== undefined) return `${manifest.name}@${manifest.version}`
  }
  throw new Error(`${official.name} has no package.json.`)
}

/** Folders of a package may have manifests without a version, which only tell the kind of their modules. */
function readManifest(path: string): { name: string; version: string } | undefined {
  try {
    const manifest: { name?: string; version?: string } = JSON.parse(readFileSync(path, 'utf8'))
    const { name, version } = manifest
    return name === undefined || version === undefined ? undefined : { name, version }
  } catch {
    return undefined
  }
}
