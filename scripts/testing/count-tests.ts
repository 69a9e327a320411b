/** Counts the tests of a Vitest JSON report; part of `npm test`. */

/** How many tests passed and failed. */
export interface TestCount {
  readonly passed: number
  readonly failed: number
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

/**
 * Counts so that nothing which went wrong is lost: a file that does not load is a failure, and so is a run that ends badly
 * though each of its tests passed (an unhandled rejection) or that leaves no report.
 * @param reportJson JSON text of Vitest's json reporter; undefined when it wrote none
 * @param exitCode exit code of Vitest
 * @returns the two counts
 */
export function countTests(reportJson: string | undefined, exitCode: number): TestCount {
  if (reportJson === undefined) return { passed: 0, failed: 1 }
  const report: Report = JSON.parse(reportJson)
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !hasFailedTest(file.assertionResults),
  )
  const failed = report.numFailedTests + unloaded.length
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

function hasFailedTest(results: readonly unknown[]): boolean {
  return results.some(
    (result) => typeof result === 'object' && result !== null && 'status' in result && result.status === 'failed',
  )
}
