/** Runs npm as a person does. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** No network, no scripts of others, no advice. */
const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']

/**
 * Runs npm without a network and without install scripts.
 * @param folder path of the folder to run it in
 * @param args its arguments
 * @returns what it printed on stdout
 * @throws Error with what it said when it fails
 */
export async function runNpm(folder: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', [...args, ...options], { cwd: folder })
  return stdout
}
