/** `latchkey verify-log`: every organization's log, its chain of hashes and every stamp over the stored bytes. */
import { verifyAllLogs } from '../verify-log/verify-all-logs.ts'
import type { LogReport } from '../verify-log/verify-log.ts'
import { command, jsonOption } from './command.ts'
import { withStore } from './with-store.ts'

function toText({ organizationId, entries, headHex, problems }: LogReport): string {
  const state = problems.length === 0 ? 'ok  ' : 'fail'
  const lines = problems.map((problem) => `      ${problem}\n`)
  return `${state} ${organizationId} ${entries} ${headHex}\n${lines.join('')}`
}

/** Verifies all logs; each line holds an organization, how many entries its log has, and the hash of the last one. */
export const verifyLogs = command({
  name: 'verify-log',
  summary:
    'Verifies the log of every organization and every stored stamp, and prints where each log ends. Stop a server with the embedded database first.',
  options: jsonOption,
  run: ({ json }, context) =>
    withStore(context, async ({ store }) => {
      let isWhole = true
      for await (const report of verifyAllLogs(store)) {
        context.print(json ? `${JSON.stringify(report)}\n` : toText(report))
        isWhole &&= report.problems.length === 0
      }
      return isWhole ? 0 : 1
    }),
})
