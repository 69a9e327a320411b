/** Runs Vitest as a child process and counts its results; part of `npm test`. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countTests, type TestCount } from './count-tests.ts'

/**
 * Runs the tests, reporting on stdout.
 * @param root absolute path of the repository
 * @param args further arguments for `vitest run`, such as a folder to run only its tests
 * @returns how many tests passed and failed; what failed outside of any test counts as one failure
 */
export async function runVitest(root: string, args: readonly string[]): Promise<TestCount> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-test-'))
  try {
    const report = join(folder, 'report.json')
    const exitCode = await runToEnd(root, [
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ])
    return countTests(await readFile(report, 'utf8').catch(() => undefined), exitCode)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function runToEnd(root: string, args: readonly string[]): Promise<number> {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((settle, reject) => child.on('error', reject).on('exit', (code) => settle(code ?? 1)))
}
