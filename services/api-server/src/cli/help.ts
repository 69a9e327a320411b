/** The help texts, made of the commands' own declarations. */
import type { Command, OptionSpec } from './command.ts'

function toRows(rows: readonly (readonly [left: string, right: string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n')
}

function toOptionName([name, { value }]: [string, OptionSpec]): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`
}

function toMeaning({ meaning, isRequired, multiple }: OptionSpec): string {
  const notes = [isRequired && 'required', multiple && 'may be repeated'].filter(Boolean)
  return notes.length === 0 ? meaning : `${meaning} (${notes.join(', ')})`
}

/**
 * Help of the whole program.
 * @param commands every command
 */
export function toHelp(commands: readonly Command[]): string {
  return `Usage: npm run --silent latchkey -- <command> [options]

${toRows(commands.map(({ name, summary }) => [name, summary]))}

<command> --help tells a command's options. Settings are environment variables, which config print explains.
`
}

/**
 * Help of one command.
 * @param command the command
 */
export function toCommandHelp({ name, summary, options }: Command): string {
  const rows = Object.entries(options).map((entry) => [toOptionName(entry), toMeaning(entry[1])] as const)
  return `Usage: npm run --silent latchkey -- ${name}${rows.length > 0 ? ' [options]' : ''}

${summary}

${toRows([...rows, ['--help', 'print this']])}
`
}
