/** `latchkey config check`: whether the settings can be used, and what about them is probably not meant. */
import { checkConfig } from './check-config.ts'
import { command, jsonOption } from './command.ts'
import { printFindings } from './finding.ts'

/** Checks the settings. */
export const configCheck = command({
  name: 'config check',
  summary: 'Checks the settings, and warns of what is allowed but probably not meant.',
  options: jsonOption,
  async run({ json }, context) {
    return printFindings(checkConfig(context.environment).findings, json, context)
  },
})
