/** What a check found, and how it is shown. */
import type { CommandContext, ExitCode } from './command.ts'

/** One line of a report. */
export interface Finding {
  level: 'ok' | 'warn' | 'fail'
  /** What was looked at, such as `database`. */
  about: string
  /** What is the case. */
  what: string
  /** What to do; only with `warn` and `fail`. */
  remedy?: string
}

/** Makes the findings about one thing. */
export interface Reporter {
  ok(what: string): Finding
  warn(what: string, remedy: string): Finding
  fail(what: string, remedy: string): Finding
}

/**
 * Reporter of one thing.
 * @param about name of it, such as `database`
 */
export function reportOn(about: string): Reporter {
  return {
    ok: (what) => ({ level: 'ok', about, what }),
    warn: (what, remedy) => ({ level: 'warn', about, what, remedy }),
    fail: (what, remedy) => ({ level: 'fail', about, what, remedy }),
  }
}

function toText({ level, about, what, remedy }: Finding): string {
  return `${level.padEnd(5)} ${about}: ${what}\n${remedy === undefined ? '' : `      -> ${remedy}\n`}`
}

/**
 * Prints findings and answers the exit code: 1 when one is a failure.
 * @param findings in the order in which they are shown
 * @param json whether a program reads them
 * @param context where to
 */
export function printFindings(findings: readonly Finding[], json: boolean, { print }: CommandContext): ExitCode {
  const ok = findings.every(({ level }) => level !== 'fail')
  print(json ? `${JSON.stringify({ ok, findings }, undefined, 2)}\n` : findings.map(toText).join(''))
  return ok ? 0 : 1
}
