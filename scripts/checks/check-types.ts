/** Type-checks everything, in bounded time. */
import { join } from 'node:path'
import type { Problem } from './problem.ts'
import { runTool } from './run-tool.ts'

/** One program over all TypeScript, one over the JavaScript of the set-up. */
const programs = ['.', 'scripts/setup']
const maxSeconds = 8

/**
 * Checks all types.
 * @param root absolute path of the repository
 * @returns the compiler's complaints, and one more when it took over 8 seconds
 */
export async function checkTypes(root: string): Promise<Problem[]> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const runs = await Promise.all(
    programs.map((program) => runTool(root, [compiler, '-p', program, '--pretty', 'false'])),
  )
  const seconds = Math.max(...runs.map((run) => run.seconds))
  const problems = runs
    .filter(({ succeeded }) => !succeeded)
    .flatMap(({ output }) => output.trim().split('\n').map(toProblem))
  if (seconds <= maxSeconds) return problems
  return [...problems, { file: '', text: `the type-check took ${seconds.toFixed(1)} s; at most ${maxSeconds} s` }]
}

function toProblem(line: string): Problem {
  const [, file, number, text] = /^([^(\s]+)\((\d+),\d+\): (.*)$/.exec(line) ?? []
  return file === undefined || text === undefined ? { file: '', text: line } : { file, line: Number(number), text }
}
