/** A command line that is run inside the test's own process. */
import { commands } from '../../src/cli/commands.ts'
import { runCommand } from '../../src/cli/run-command.ts'
import type { Environment } from '../../src/config.ts'

/** What a command line led to. */
export interface Outcome {
  code: number
  /** Standard output. */
  out: string
  /** Lines of standard error. */
  complaints: string[]
}

/**
 * Runs a command line.
 * @param args words after `latchkey`
 * @param environment variables by name
 */
export async function run(args: readonly string[], environment: Environment = {}): Promise<Outcome> {
  const complaints: string[] = []
  let out = ''
  const code = await runCommand(commands, args, {
    environment,
    print: (text) => {
      out += text
    },
    complain: (line) => complaints.push(line),
    fail: (error) => complaints.push(String(error)),
  })
  return { code, out, complaints }
}
