/** `npm run fuzz [-- --minutes 10 --seed 7 name …]`: tries random inputs on every reader of untrusted ones, and prints what broke it. */
import { allTargets } from '../test/fuzz/all-targets.ts'
import { fuzz } from './fuzz/fuzz.ts'
import { readFuzzOptions } from './fuzz/read-options.ts'

const { minutes, seed, names } = readFuzzOptions(process.argv.slice(2))
const chosen = allTargets.filter(({ name }) => names.length === 0 || names.some((word) => name.includes(word)))

console.log(`seed ${seed} (repeat with --seed ${seed}), ${minutes} min for each of ${chosen.length} targets`)
for (const target of chosen) {
  const { runs, failure } = await fuzz(target, { seed, milliseconds: minutes * 60_000 })
  console.log(
    `${target.name.padEnd(26)} ${String(runs).padStart(9)} inputs  ${failure === undefined ? 'ok' : 'FAILED'}`,
  )
  if (failure !== undefined) {
    console.log(failure)
    process.exitCode = 1
  }
}
