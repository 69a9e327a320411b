/** How many root users must agree. */
import { violation } from '../credentials/new-api-key.ts'

/**
 * Passes a number of root users that can be reached.
 * @param threshold number of users that must agree, as sent, any integer
 * @param rootUsers count of root users, at least 1
 * @param field path of member names joined by dots, such as `parameters.threshold`
 * @throws QUORUM_INVALID when it is not within 1 and their number
 */
export function checkThreshold(threshold: number, rootUsers: number, field: string): void {
  if (threshold >= 1 && threshold <= rootUsers) return
  throw violation('QUORUM_INVALID', field, `must be from 1 to the number of root users, which is ${rootUsers}`)
}
