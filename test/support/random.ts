/** Random numbers that a printed seed repeats. */

/**
 * Makes a source of whole numbers.
 * @param seed 32-bit number; the same seed gives the same numbers
 * @returns function from a bound to a number from 0 up to, not including, it
 */
export function makeRandom(seed: number): (bound: number) => number {
  let state = seed >>> 0
  return (bound) => {
    // A linear congruential generator modulo 2^32; its upper bits are the better ones.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}
