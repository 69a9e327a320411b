/** Registering passkeys inside a transaction, within the limit of their user. */
import { Refusal } from '../../refusal.ts'
import type { Transaction } from '../../store/store.ts'
import { maxAuthenticators } from '../limits.ts'
import type { Birth } from './birth.ts'
import type { Owner } from './owner.ts'
import type { NewAuthenticator } from './registration.ts'

/**
 * Registers passkeys and answers their ids, in the order given. The user's row must be locked, or new in this transaction.
 * @param transaction the one in which the activity is recorded
 * @param owner whose passkeys they are
 * @param authenticators verified registrations
 * @param birth identity of the activity, and ids
 * @throws AUTHENTICATORS_EXHAUSTED when the user would have more passkeys than allowed
 * @throws CREDENTIAL_ID_TAKEN when the organization has one of them already
 */
export async function addAuthenticators(
  transaction: Transaction,
  owner: Owner,
  authenticators: readonly NewAuthenticator[],
  { activity, system }: Pick<Birth, 'activity' | 'system'>,
): Promise<string[]> {
  const present = await transaction.listAuthenticators(owner.organizationId, owner.userId)
  if (present.length + authenticators.length > maxAuthenticators) throw new Refusal('AUTHENTICATORS_EXHAUSTED')
  const { createdAtMs } = activity
  const rows = authenticators.map((each) => ({ ...owner, ...each, authenticatorId: system.newId(), createdAtMs }))
  for (const row of rows) {
    if (!(await transaction.addAuthenticator(row))) throw new Refusal('CREDENTIAL_ID_TAKEN')
  }
  return rows.map((row) => row.authenticatorId)
}
