/** The refusal of a store whose database fails. */
import { Refusal } from '../refusal.ts'

/**
 * Makes the refusal for storage that cannot commit.
 * @param cause what went wrong, for the log
 */
export function storeUnavailable(cause: unknown): Refusal {
  return new Refusal('STORE_UNAVAILABLE', { reason: `the database failed: ${toReason(cause)}` }, { cause })
}

/**
 * Says in one line what went wrong.
 * @param error anything thrown; an attempt to connect to several addresses of a host has its reasons inside
 */
export function toReason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(toReason).join('; ')
  return error instanceof Error ? error.message : String(error)
}

/**
 * Tells whether an error is already the refusal that says storage is unavailable.
 * @param error any error
 */
export function isStoreUnavailable(error: unknown): error is Refusal {
  return error instanceof Refusal && error.code === 'STORE_UNAVAILABLE'
}
