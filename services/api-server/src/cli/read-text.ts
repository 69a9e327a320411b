/** Names and ids given on the command line, held to what requests are held to. */
import { LabelSchema } from '@latchkey/contract'
import { Compile } from 'typebox/compile'
import { idSchema } from '../body/lower-case-ids.ts'
import { memberOf } from '../member-of.ts'
import { UsageError } from './command.ts'

const label = Compile(LabelSchema)
const id = Compile(idSchema)

/**
 * Checks a name and answers it.
 * @param option name of the option it came by
 * @param value text as given
 * @throws UsageError when it is too long or has characters that cannot be shown
 */
export function readLabel(option: string, value: string): string {
  if (label.Check(value)) return value
  throw new UsageError(`--${option} must be ${memberOf(LabelSchema, 'description')}`)
}

/**
 * Checks an id and answers it in lower case.
 * @param option name of the option it came by
 * @param value text as given
 * @throws UsageError when it is not a UUID
 */
export function readId(option: string, value: string): string {
  if (id.Check(value)) return value.toLowerCase()
  throw new UsageError(`--${option} must be ${memberOf(idSchema, 'description')}`)
}
