/** The refusal of a store whose database fails. */
import { Refusal } from '../refusal.ts'

/**
 * Makes the refusal for storage that cannot commit.
 * @param cause what went wrong, for the log
 */
export function storeUnavailable(cause: unknown): Refusal {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new Refusal('STORE_UNAVAILABLE', { reason: `the database failed: ${reason}` }, { cause })
}

/**
 * Tells whether an error is already the refusal that says storage is unavailable.
 * @param error any error
 */
export function isStoreUnavailable(error: unknown): error is Refusal {
  return error instanceof Refusal && error.code === 'STORE_UNAVAILABLE'
}
