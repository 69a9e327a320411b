/** What a vector check reports; checks are plain functions of data, so that Node and a browser run the very same ones. */

/** How many cases came out as the vectors say, and the names of those that did not. */
export interface CheckResult {
  readonly passed: number
  readonly failed: readonly string[]
}

/** One case: its name for the report, and whether the outcome is as expected; throwing counts as a failure. */
export interface Case {
  readonly name: string
  readonly holds: () => boolean | Promise<boolean>
}

/**
 * Runs cases one after the other and counts.
 * @param cases all cases of one check
 */
export async function runCases(cases: Iterable<Case>): Promise<CheckResult> {
  let passed = 0
  const failed: string[] = []
  for (const { name, holds } of cases) {
    const outcome = await Promise.resolve()
      .then(holds)
      .catch((error: unknown) => String(error))
    if (outcome === true) passed++
    else failed.push(outcome === false ? name : `${name}: ${outcome}`)
  }
  return { passed, failed }
}
