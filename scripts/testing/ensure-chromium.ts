/** Makes sure there is a Chromium for the browser tests; part of `npm test`. */
import { ensureProgram } from './ensure-program.ts'
import { findChromium } from './find-chromium.ts'

/**
 * Finds Chromium or, as root on a Debian-like system, installs it.
 * @returns path of the executable; undefined when there is none, after a line that says what to install
 */
export function ensureChromium(): string | undefined {
  return ensureProgram({
    name: 'Chromium or Chrome',
    tests: 'browser',
    debianPackage: 'chromium',
    variable: 'LATCHKEY_CHROMIUM',
    find: findChromium,
  })
}
