/** Reads what became of a mutant out of Vitest's report; part of `npm run mutants`. */

/** `killed`: a test failed. `survived`: none did. `broken`: the mutant did not even run, which proves nothing. */
export type Verdict = 'killed' | 'survived' | 'broken'

interface Report {
  readonly numFailedTests: number
  readonly numPassedTests: number
  readonly testResults: readonly { readonly assertionResults: readonly unknown[] }[]
}

/**
 * Judges one run.
 * @param reportJson JSON text of Vitest's json reporter; undefined when it wrote none
 * @returns `broken` when a file did not load, since a mutant that cannot be loaded would fail every test
 */
export function judgeReport(reportJson: string | undefined): Verdict {
  if (reportJson === undefined) return 'broken'
  const { numFailedTests, numPassedTests, testResults }: Report = JSON.parse(reportJson)
  const isLoaded = testResults.length > 0 && testResults.every(({ assertionResults }) => assertionResults.length > 0)
  if (!isLoaded || numPassedTests + numFailedTests === 0) return 'broken'
  return numFailedTests > 0 ? 'killed' : 'survived'
}
