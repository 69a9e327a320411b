/** No module may import itself by way of others, `import type` included: what can be read alone stays so. */
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { findImports } from './find-imports.ts'
import { listFiles } from './list-files.ts'
import type { Problem } from './problem.ts'
import { allFolders, readSources } from './source-file.ts'

/** File -> files it imports. */
type Graph = ReadonlyMap<string, readonly string[]>

/**
 * Checks all source files of the repository, tests included, for rings of imports.
 * @param root absolute path of the repository
 * @returns one problem for each ring
 */
export async function checkImportRings(root: string): Promise<Problem[]> {
  return findRings(readGraph(root)).map((ring) => ({
    file: ring[0] ?? '',
    text: `a ring of imports: ${[...ring, ring[0]].join(' -> ')}`,
  }))
}

function readGraph(root: string): Graph {
  const workspaces = readWorkspaceExports(root)
  return new Map(
    readSources(root, allFolders).map((source) => {
      const targets = findImports(source).map(({ specifier }) => resolveImport(source.path, specifier, workspaces))
      return [source.path, targets.filter((target) => target !== undefined)]
    }),
  )
}

function resolveImport(path: string, specifier: string, workspaces: ReadonlyMap<string, string>): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : workspaces.get(specifier)
}

/** Module name of each workspace's export -> its source file. */
function readWorkspaceExports(root: string): Map<string, string> {
  const manifests = listFiles(root, ['packages', 'services']).filter((path) =>
    /^[^/]+\/[^/]+\/package\.json$/.test(path),
  )
  return new Map(manifests.flatMap((path) => readExports(root, path)))
}

function readExports(root: string, manifest: string): [string, string][] {
  const { name, exports = {} }: WorkspaceManifest = JSON.parse(readFileSync(join(root, manifest), 'utf8'))
  return Object.entries(exports).flatMap(([subpath, conditions]): [string, string][] => {
    const source = conditions['latchkey-source']
    return source === undefined ? [] : [[posix.join(name, subpath), posix.join(posix.dirname(manifest), source)]]
  })
}

interface WorkspaceManifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Depth first; an import of a file that is still open closes a ring. */
function findRings(graph: Graph): string[][] {
  const rings: string[][] = []
  const finished = new Set<string>()
  const open: string[] = []
  const visit = (file: string): void => {
    if (finished.has(file)) return
    const start = open.indexOf(file)
    if (start >= 0) {
      rings.push(open.slice(start))
      return
    }
    open.push(file)
    for (const target of graph.get(file) ?? []) visit(target)
    open.pop()
    finished.add(file)
  }
  for (const file of graph.keys()) visit(file)
  return rings
}
