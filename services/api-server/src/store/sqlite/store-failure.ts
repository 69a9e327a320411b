/** Tells storage that fails from a statement that is wrong, by SQLite's primary result codes. */
import { Refusal } from '../../refusal.ts'
import { storeUnavailable } from '../store-failure.ts'

const resultCodes = {
  BUSY: 5,
  LOCKED: 6,
  NOMEM: 7,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  PROTOCOL: 15,
  NOTADB: 26,
} as const

const failures: ReadonlySet<number> = new Set(Object.values(resultCodes))
const lastingFailures: ReadonlySet<number> = new Set([resultCodes.IOERR, resultCodes.CORRUPT, resultCodes.NOTADB])

/**
 * Converts an error of SQLite to the refusal that says storage is unavailable; every other error stays as it is.
 * @param error what a statement threw
 */
export function toStoreError(error: unknown): unknown {
  const code = primaryCode(error)
  return code !== undefined && failures.has(code) ? storeUnavailable(error) : error
}

/**
 * Tells whether an error leaves in doubt what is on the disk, so that nothing may be acknowledged until the file is opened anew. After a
 * failed `fsync` a later one may succeed without having written anything.
 * @param error error of SQLite, or the refusal made of it
 */
export function isLastingFailure(error: unknown): boolean {
  const code = primaryCode(error instanceof Refusal ? error.cause : error)
  return code !== undefined && lastingFailures.has(code)
}

/**
 * Tells whether an error says that a file's contents are not those of a sound database.
 * @param error error of SQLite
 */
export function isDamage(error: unknown): boolean {
  const code = primaryCode(error)
  return code === resultCodes.CORRUPT || code === resultCodes.NOTADB
}

/** The low byte of an extended result code (SQLite, "Result and Error Codes" §3) is the primary one. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  return error.errcode & 0xff
}
