/** Whatever goes wrong in a test run is counted. */
import { describe, expect, it } from 'vitest'
import { countTests } from '../../../scripts/testing/count-tests.ts'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
})
const report = (numPassedTests: number, numFailedTests: number, ...testResults: object[]): string =>
  JSON.stringify({ numPassedTests, numFailedTests, testResults })

describe('countTests', () => {
  it('counts tests', () => {
    const json = report(2, 1, file('failed', 'passed', 'failed'), file('passed', 'passed'))
    expect(countTests(json, 1)).toEqual({ passed: 2, failed: 1 })
  })

  it('counts a file that does not load, or whose hook fails, as a failure', () => {
    const json = report(
      1,
      1,
      file('failed'),
      file('failed', 'skipped'),
      file('failed', 'failed'),
      file('passed', 'passed'),
    )
    expect(countTests(json, 1)).toEqual({ passed: 1, failed: 3 })
  })

  it('counts a run that ends badly though every test passed, or leaves no report', () => {
    expect(countTests(report(1, 0, file('passed', 'passed')), 1)).toEqual({ passed: 1, failed: 1 })
    expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1 })
  })

  it('finds no fault with a good run', () => {
    expect(countTests(report(1, 0, file('passed', 'passed')), 0)).toEqual({ passed: 1, failed: 0 })
  })
})
