/** Tells a database that fails from one that asks to try again, and both from a statement that is wrong, by SQLSTATE. */
import { DatabaseError } from 'pg'
import { storeUnavailable } from '../store-failure.ts'

/** Serialization failure and deadlock. */
const conflictCodes: ReadonlySet<string> = new Set(['40001', '40P01'])

/** Unique constraints that another process may reach first; the second try finds what it has written. */
const racedConstraints: ReadonlySet<string> = new Set(['activities_unique', 'activities_key', 'log_entries_key'])

/**
 * Classes that say nothing about the statement: connection, log-in, missing database, resources, operator, system, internal. 25006 is a
 * server that has become a standby.
 * @see PostgreSQL, appendix A: error codes
 */
const failureClasses = /^(08|28|3D|53|57|58|F0|XX)|^25006$/

/**
 * Converts an error of PostgreSQL or of the connection to the refusal that says storage is unavailable; every other error stays as it is.
 * @param error what a statement or a connection threw
 */
export function toStoreError(error: unknown): unknown {
  if (error instanceof DatabaseError) return failureClasses.test(error.code ?? '') ? storeUnavailable(error) : error
  // A value that cannot be sent or read is a fault of ours.
  if (error instanceof TypeError || error instanceof RangeError) return error
  return storeUnavailable(error)
}

/**
 * Tells whether another transaction was in the way, so that the same work may succeed in a fresh one.
 * @param error what a transaction threw
 */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof DatabaseError) || error.code === undefined) return false
  return conflictCodes.has(error.code) || (error.code === '23505' && racedConstraints.has(error.constraint ?? ''))
}
