/** Finds the Chromium that the browser tests drive; part of `npm test`. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * Looks for a Chromium browser: the one that `LATCHKEY_CHROMIUM` names, else one on the PATH.
 * @returns path of the executable; undefined when there is none
 */
export function findChromium(): string | undefined {
  const named = process.env.LATCHKEY_CHROMIUM
  if (named) return isExecutable(named) ? named : undefined
  return findOnPath(names)
}

/**
 * Looks programs up as a shell does.
 * @param programs file names, the preferred one first
 * @returns path of the first that exists; undefined when none does
 */
export function findOnPath(programs: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return programs.flatMap((program) => folders.map((folder) => join(folder, program))).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
