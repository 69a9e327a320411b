/** `latchkey config print`: every setting with its value, where that comes from, and what it means. */
import type { Environment } from '../config.ts'
import { type Setting, settings } from '../settings.ts'
import { command, jsonOption } from './command.ts'

/** One setting as printed. */
export interface PrintedSetting {
  name: string
  /** `null` when it is not set and has no default; `***` instead of a secret. */
  value: string | null
  source: 'environment' | 'default'
  meaning: string
}

/**
 * The settings in an environment; an empty variable counts as absent.
 * @param table settings by name
 * @param environment variables by name
 */
export function listSettings(table: Readonly<Record<string, Setting>>, environment: Environment): PrintedSetting[] {
  return Object.entries(table).map(([name, { byDefault = null, meaning, isSecret }]) => {
    const given = environment[name] || undefined
    const value = given ?? byDefault
    const shown = isSecret && value !== null ? '***' : value
    return { name, value: shown, source: given === undefined ? 'default' : 'environment', meaning }
  })
}

const toText = ({ name, value, source, meaning }: PrintedSetting): string =>
  `${name}=${value ?? ''}  (${source})\n    ${meaning.replaceAll('`', '')}\n`

/** Prints all settings. */
export const configPrint = command({
  name: 'config print',
  summary: 'Prints every setting with its value, where it comes from, and what it means.',
  options: jsonOption,
  async run({ json }, { environment, print }) {
    const listed = listSettings(settings, environment)
    print(json ? `${JSON.stringify(listed, undefined, 2)}\n` : listed.map(toText).join(''))
    return 0
  },
})
