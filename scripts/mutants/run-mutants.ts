/** Runs the tests against one mutant after the other; part of `npm run mutants`. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { judgeReport, type Verdict } from './judge-report.ts'
import { applyMutation, type Mutation } from './mutation.ts'
import { makeTemporaryCopy } from './temporary-copy.ts'

/** Which tests must notice, and what is told about each mutant as it is judged. */
export interface MutantRun {
  /** Path filters of Vitest. */
  readonly tests: readonly string[]
  readonly report: (mutation: Mutation, verdict: Verdict) => void
}

/**
 * Judges every mutation, in a temporary copy of the repository.
 * @param root absolute path of the repository
 * @param mutations what to break, one at a time
 * @param run tests to run, and where verdicts go
 * @throws Error when the tests fail without any mutation, since then they prove nothing
 */
export function runMutants(root: string, mutations: readonly Mutation[], { tests, report }: MutantRun): void {
  const copy = makeTemporaryCopy(root)
  try {
    if (runTests(root, copy.folder, tests) !== 'survived') throw new Error('The tests fail on the unchanged sources.')
    for (const mutation of mutations) report(mutation, judgeMutant(root, copy.folder, mutation, tests))
  } finally {
    copy.remove()
  }
}

function judgeMutant(root: string, folder: string, mutation: Mutation, tests: readonly string[]): Verdict {
  const path = join(folder, mutation.file)
  const original = readFileSync(path, 'utf8')
  writeFileSync(path, applyMutation(original, mutation))
  try {
    return runTests(root, folder, tests)
  } finally {
    writeFileSync(path, original)
  }
}

function runTests(root: string, folder: string, tests: readonly string[]): Verdict {
  const reportPath = join(folder, 'report.json')
  rmSync(reportPath, { force: true })
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--reporter=json', `--outputFile=${reportPath}`, ...tests]
  const vectors = resolve(root, process.env.LATCHKEY_VECTORS ?? '../shared/vectors')
  spawnSync(process.execPath, args, {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, LATCHKEY_VECTORS: vectors },
  })
  return judgeReport(readReport(reportPath))
}

function readReport(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
