/** Files, exports and dependencies that nothing uses, by knip. */
import { join } from 'node:path'
import type { Problem } from './problem.ts'
import { runTool } from './run-tool.ts'

/**
 * Checks that everything is used.
 * @param root absolute path of the repository
 * @returns one problem for each thing that is not
 */
export async function checkUnused(root: string): Promise<Problem[]> {
  const knip = join(root, 'node_modules', 'knip', 'bin', 'knip.js')
  const { succeeded, output } = await runTool(root, [knip, '--no-progress', '--reporter', 'compact'])
  return succeeded ? [] : [{ file: '', text: output.trim() }]
}
