/** Whether the secrets in the data directory are their owner's only. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { StartFailure } from './start-failure.ts'

/** Files of the data directory that nobody but the server's user may read. */
export const secretFiles: readonly string[] = ['session-secret', 'session-jwt-key', 'local-operator.json']

const forOthers = 0o077
const writableByAll = 0o002

function hasBits(path: string, bits: number): boolean {
  return ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & bits) !== 0
}

/**
 * Refuses secrets that other users of the machine may read, and a directory in which anybody may replace them. Windows, whose permissions
 * are of another kind, is left alone.
 * @param directory path of the data directory, which exists
 * @throws StartFailure naming the first file and the command that puts it right
 */
export function checkPrivate(directory: string): void {
  if (process.platform === 'win32') return
  if (hasBits(directory, writableByAll)) {
    throw new StartFailure(`anybody on this machine may write to ${directory}: chmod 700 ${directory}`)
  }
  for (const file of secretFiles.map((name) => join(directory, name))) {
    if (!hasBits(file, forOthers)) continue
    throw new StartFailure(
      `other users of this machine may use ${file}: chmod 600 ${file}, and replace what is in it if they may have read it`,
    )
  }
}
