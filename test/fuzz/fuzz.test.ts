/** A short run of every fuzz target; `npm run fuzz` runs them for as long as one likes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzz } from '../../scripts/fuzz/fuzz.ts'
import { readSeed } from '../support/random.ts'
import { allTargets } from './all-targets.ts'

const seed = readSeed('fuzz')

describe('nothing breaks, and nothing is taken that must not be', () => {
  it.each(allTargets.map((target) => [target.name, target] as const))('%s', async (_name, { property }) => {
    await fc.assert(property, { seed, numRuns: 2000 })
  })
})

describe('fuzz', () => {
  const failing = { name: 'x', property: fc.property(fc.nat(), (number) => number < 10) }
  const passing = { name: 'x', property: fc.property(fc.nat(), () => true) }

  it('says what input failed, and the seed that brings it back', async () => {
    const { failure } = await fuzz(failing, { seed: 7, milliseconds: 10_000 })
    expect(failure).toContain('seed: 7')
    expect(failure).toContain('Counterexample: [10]')
  })

  it('runs for as long as it is told, and counts', async () => {
    const { failure, runs } = await fuzz(passing, { seed: 7, milliseconds: 50 })
    expect(failure).toBeUndefined()
    expect(runs).toBeGreaterThan(0)
  })
})
