/** `npm run check [-- name …]`: types, lint, imports, documentation, budgets, unused; one line for each, then what is wrong. */
import { join } from 'node:path'
import { allChecks, type Check } from './checks/all-checks.ts'
import { toLine } from './checks/problem.ts'
import { ensureInstalled } from './testing/ensure-installed.ts'

const root = join(import.meta.dirname, '..')
const asked = process.argv.slice(2)

// What some tests use beside our own packages is type-checked with the rest.
if (!ensureInstalled(root, 'test/official') || !ensureInstalled(root, 'test/packages')) process.exit(1)
for (const [name, check] of Object.entries(allChecks)) {
  if (asked.length === 0 || asked.includes(name)) await report(name, check)
}

async function report(name: string, check: Check): Promise<void> {
  const started = performance.now()
  const problems = await check(root)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `${name.padEnd(14)} ${seconds.padStart(5)} s  ${problems.length === 0 ? 'ok' : `${problems.length} wrong`}`,
  )
  for (const problem of problems) console.log(`  ${toLine(problem)}`)
  if (problems.length > 0) process.exitCode = 1
}
