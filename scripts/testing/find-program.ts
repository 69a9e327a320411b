/** Finds programs that the tests need from the system; part of `npm test`. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Looks programs up as a shell does.
 * @param programs file names, the preferred one first
 * @returns path of the first that exists; undefined when none does
 */
export function findOnPath(programs: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return programs.flatMap((program) => folders.map((folder) => join(folder, program))).find(isExecutable)
}

/**
 * Tells whether a file is there and may be run.
 * @param path of the file
 */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
