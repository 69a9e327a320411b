/** The published vectors through this project's own functions, in Node. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckResult } from './checks/check-result.ts'
import { expectedPasses, runChecks } from './checks/run-checks.ts'
import { readVectors } from './read-vectors.ts'

describe('published vectors in Node', () => {
  let results: Record<string, CheckResult>
  beforeAll(async () => {
    results = await runChecks(readVectors())
  })

  it.each(Object.entries(expectedPasses))('%s passes all %i cases', (name, passed) => {
    expect(results[name]).toEqual({ passed, failed: [] })
  })
})
