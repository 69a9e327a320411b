/** Random numbers that a printed seed repeats. */
import { randomInt } from 'node:crypto'

/** Function from a bound to a whole number from 0 up to, not including, it. */
export type Random = (bound: number) => number

/**
 * Seed of a test, printed so that a failure can be repeated: `LATCHKEY_TEST_SEED`, otherwise a new one.
 * @param test name of the test, as the printed line gives it
 */
export function readSeed(test: string): number {
  const seed = Number(process.env.LATCHKEY_TEST_SEED ?? randomInt(2 ** 31))
  process.stdout.write(`${test}: seed ${seed} (repeat with LATCHKEY_TEST_SEED=${seed})\n`)
  return seed
}

/**
 * Makes a source of whole numbers.
 * @param seed 32-bit number; the same seed gives the same numbers
 */
export function makeRandom(seed: number): Random {
  let state = seed | 0
  return (bound) => {
    // A counter whose steps are mixed (the finaliser of SplitMix): streams of neighbouring seeds have nothing in common.
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    mixed ^= mixed >>> 15
    return Math.floor(((mixed >>> 0) / 2 ** 32) * bound)
  }
}
