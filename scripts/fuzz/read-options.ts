/** Reads the command line of `npm run fuzz`. */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'

/** How long to fuzz what. */
export interface FuzzOptions {
  /** For each target. */
  readonly minutes: number
  readonly seed: number
  /** Parts of names of targets; all targets when there are none. */
  readonly names: readonly string[]
}

/**
 * Options of the command line.
 * @param args such as `--minutes 10 --seed 7 bundle`; default one minute, a new seed, every target
 * @throws TypeError when one is unknown or no number
 */
export function readFuzzOptions(args: readonly string[]): FuzzOptions {
  const options = { minutes: { type: 'string' }, seed: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const minutes = Number(values.minutes ?? 1)
  const seed = Number(values.seed ?? randomInt(2 ** 31))
  if (!(minutes > 0)) throw new TypeError('--minutes must be a number above 0')
  if (!Number.isInteger(seed)) throw new TypeError('--seed must be a whole number')
  return { minutes, seed, names: positionals }
}
