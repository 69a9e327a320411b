/** Entry of the bundle Chromium loads: makes the checks callable from outside the page. */
import { runChecks } from './run-checks.ts'

declare global {
  /** Set by this file in the page. */
  var runVectorChecks: typeof runChecks
}

globalThis.runVectorChecks = runChecks
