/** The shape of one command of `latchkey`: its options are declared once, for parsing, for its help and for its types. */
import { parseArgs } from 'node:util'
import type { Environment } from '../config.ts'

/** One option, `--name` on the command line. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean'
  /** What a value is called in the help, such as `SECONDS`. */
  readonly value?: string
  /** Few words for the help. */
  readonly meaning: string
  readonly isRequired?: true
  /** Whether it may be given several times. */
  readonly multiple?: true
}

/** Options by name. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>

type ValueOf<Spec extends OptionSpec> = Spec extends { type: 'boolean' }
  ? boolean
  : Spec extends { multiple: true }
    ? readonly string[]
    : Spec extends { isRequired: true }
      ? string
      : string | undefined

/** Options as given: absent switches are false, absent lists empty. */
export type OptionValues<Specs extends OptionSpecs> = { readonly [Name in keyof Specs]: ValueOf<Specs[Name]> }

/** What a command may reach of its process. */
export interface CommandContext {
  readonly environment: Environment
  /** Writes text to standard output: data, and nothing but data. */
  print(text: string): void
  /** Told of failures that come after the command has answered. */
  fail(error: unknown): void
}

/** Exit code: 0 done, 1 failed or found something wrong; 2 stands for a wrong command line. */
export type ExitCode = 0 | 1 | 2

/** One command. */
export interface Command {
  /** As typed after `latchkey`, such as `org create`. */
  readonly name: string
  /** One sentence for the help. */
  readonly summary: string
  readonly options: OptionSpecs
  /**
   * Runs it.
   * @throws UsageError when the arguments are not acceptable
   */
  run(args: readonly string[], context: CommandContext): Promise<ExitCode>
}

/** A command line that cannot be understood; the message is one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Switch of the commands that can print for programs. */
export const jsonOption = { json: { type: 'boolean', meaning: 'print JSON' } } as const satisfies OptionSpecs

function parse(args: readonly string[], specs: OptionSpecs): Readonly<Record<string, unknown>> {
  const options = Object.entries(specs).map(([name, { type, multiple = false }]) => [name, { type, multiple }])
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(options), strict: true }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error))
  }
}

function readOption(name: string, spec: OptionSpec, value: unknown): unknown {
  if (value === '' || (value === undefined && spec.isRequired)) throw new UsageError(`--${name} needs a value`)
  if (value !== undefined) return value
  if (spec.type === 'boolean') return false
  return spec.multiple ? [] : undefined
}

/**
 * Declares a command.
 * @param definition name, summary, options, and what it does with their values
 */
export function command<const Specs extends OptionSpecs>(
  definition: Pick<Command, 'name' | 'summary'> & {
    options: Specs
    run(values: OptionValues<Specs>, context: CommandContext): Promise<ExitCode>
  },
): Command {
  const { options } = definition
  return {
    ...definition,
    async run(args, context) {
      const given = parse(args, options)
      const values = Object.entries(options).map(([name, spec]) => [name, readOption(name, spec, given[name])])
      return definition.run(Object.fromEntries(values) as OptionValues<Specs>, context)
    },
  }
}
