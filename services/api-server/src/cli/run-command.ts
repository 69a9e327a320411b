/** From a command line to a command that runs, and from what it throws to a line and an exit code. */
import { type ServerError, serverErrors } from '@latchkey/contract/errors'
import { Refusal } from '../refusal.ts'
import { describeFailure } from '../start-failure.ts'
import { type Command, type CommandContext, type ExitCode, UsageError } from './command.ts'
import { toCommandHelp, toHelp } from './help.ts'

/** What running a command line needs of its process. */
export interface Program extends CommandContext {
  /** Writes a line for people to standard error. */
  complain(line: string): void
}

/** The command whose words the command line begins with. */
function findCommand(commands: readonly Command[], args: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => word === args[index]))
}

function describeRefusal({ code, details }: Refusal): string {
  const { message, remedy }: ServerError = serverErrors[code]
  const violations = (details.fieldViolations ?? []).map(({ description }) => description)
  return [message, ...violations, remedy].join('; ')
}

function explain(error: unknown, { name }: Command): [line: string, code: ExitCode] {
  if (error instanceof UsageError) return [`latchkey ${name}: ${error.message}. See ${name} --help`, 2]
  if (error instanceof Refusal) return [describeRefusal(error), 1]
  return [describeFailure(error), 1]
}

function refuseUnknown(args: readonly string[], { complain }: Program): ExitCode {
  complain(`latchkey: ${args[0] === undefined ? 'no command' : `no command "${args.join(' ')}"`}. See --help`)
  return 2
}

/**
 * Runs a command line and answers the exit code.
 * @param commands every command there is
 * @param args words after `latchkey`, as text
 * @param program what it may reach
 */
export async function runCommand(
  commands: readonly Command[],
  args: readonly string[],
  program: Program,
): Promise<ExitCode> {
  const found = findCommand(commands, args)
  const rest = args.slice(found?.name.split(' ').length ?? 0)
  if (rest.includes('--help') || rest.includes('-h') || (found === undefined && args[0] === 'help')) {
    program.print(found ? toCommandHelp(found) : toHelp(commands))
    return 0
  }
  if (!found) return refuseUnknown(args, program)
  try {
    return await found.run(rest, program)
  } catch (error) {
    const [line, code] = explain(error, found)
    program.complain(line)
    return code
  }
}
