/** Walks the repository as the checks see it: what is written by hand. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const ignoredFolders = new Set(['node_modules', 'dist', 'coverage', '.git', '.latchkey', '.next'])

/**
 * Lists the files below some folders, without installed, built and run-time ones.
 * @param root absolute path of the repository
 * @param folders paths from the root; '' for everything. One that does not exist is empty
 * @returns paths from the root, with forward slashes, in a stable order
 */
export function listFiles(root: string, folders: readonly string[] = ['']): string[] {
  return folders.flatMap((folder) => [...walk(root, folder)])
}

function* walk(root: string, folder: string): Generator<string> {
  for (const entry of readEntries(join(root, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isFile()) yield path
    else if (entry.isDirectory() && !ignoredFolders.has(entry.name)) yield* walk(root, path)
  }
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}
