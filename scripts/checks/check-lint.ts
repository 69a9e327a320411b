/** Lint and format, by Biome. */
import { join, relative } from 'node:path'
import type { Problem } from './problem.ts'
import { runTool } from './run-tool.ts'

/**
 * Checks every file against biome.json.
 * @param root absolute path of the repository
 * @returns one problem for each complaint
 */
export async function checkLint(root: string): Promise<Problem[]> {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const options = ['--reporter=github', '--diagnostic-level=warn', '--error-on-warnings', '--max-diagnostics=none']
  const { succeeded, output } = await runTool(root, [biome, 'check', ...options])
  if (succeeded) return []
  const problems = output.split('\n').flatMap((line) => toProblem(line, root))
  return problems.length > 0 ? problems : [{ file: '', text: output.trim() }]
}

/** Biome's report for GitHub has one line for each complaint; `npx biome check` shows the source and mends most. */
function toProblem(line: string, root: string): Problem[] {
  const [, rule, file, number, text] = /^::\w+ title=([^,]*),file=([^,]*),line=(\d+).*?::(.*)$/.exec(line) ?? []
  return file === undefined ? [] : [{ file: relative(root, file), line: Number(number), text: `${text} (${rule})` }]
}
