/** A log that tests can read. */
import { type Logger, pino } from 'pino'

/**
 * A log that leaves nothing out.
 * @param lines where its lines go, oldest first
 */
export function makeCollectingLog(lines: string[]): Logger {
  return pino({ level: 'trace' }, { write: (line: string) => lines.push(line) })
}
