/** The command `latchkey`: `npm run latchkey -- <command>`. */
import { describeFailure } from '../start-failure.ts'
import { commands } from './commands.ts'
import { runCommand } from './run-command.ts'

const complain = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

process.exitCode = await runCommand(commands, process.argv.slice(2), {
  environment: process.env,
  print: (text) => {
    process.stdout.write(text)
  },
  complain,
  fail: (error) => {
    complain(describeFailure(error))
    process.exitCode = 1
  },
})
