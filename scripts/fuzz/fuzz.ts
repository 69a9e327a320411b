/** Runs one fuzz target for a time; part of `npm run fuzz`. */
import fc from 'fast-check'
import type { FuzzTarget } from '../../test/fuzz/target.ts'

/** What came of a run. */
export interface FuzzResult {
  readonly runs: number
  /** The smallest input found that fails, and the seed that finds it again; undefined when none did. */
  readonly failure: string | undefined
}

/**
 * Tries inputs until the time is over or one fails.
 * @param target what to try
 * @param options `seed`: the same seed tries the same inputs; `milliseconds`: how long
 */
export async function fuzz(
  { property }: FuzzTarget,
  { seed, milliseconds }: { readonly seed: number; readonly milliseconds: number },
): Promise<FuzzResult> {
  const details = await fc.check(property, {
    seed,
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: milliseconds,
    markInterruptAsFailure: false,
  })
  const failure = details.failed ? await fc.asyncDefaultReportMessage(details) : undefined
  return { runs: details.numRuns, failure }
}
