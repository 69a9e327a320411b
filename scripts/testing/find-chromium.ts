/** Finds the Chromium that the browser tests drive; part of `npm test`. */
import { findOnPath, isExecutable } from './find-program.ts'

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
