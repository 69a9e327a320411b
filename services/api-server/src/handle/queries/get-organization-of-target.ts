/** The organization a read is about. */
import type { ServerErrorCode } from '@latchkey/contract/errors'
import type { CallerCredential, SignerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import type { OrganizationRow } from '../../store/organization-rows.ts'
import type { Reads } from '../../store/store.ts'

/** What a credential is answered when it names an organization that does not exist. */
const notFound: Record<CallerCredential['kind'], ServerErrorCode> = {
  'api-key': 'PUBLIC_KEY_NOT_FOUND',
  passkey: 'CREDENTIAL_ID_NOT_FOUND',
  'read-only-session': 'SESSION_INVALID',
}

/**
 * The organization the call is about. One that was deleted while the request was on its way is answered like one that never was.
 * @param store where organizations are kept
 * @param caller who asks
 * @throws PUBLIC_KEY_NOT_FOUND, CREDENTIAL_ID_NOT_FOUND, SESSION_INVALID when it is gone, as the caller signed
 */
export async function getOrganizationOfTarget(
  store: Pick<Reads, 'findOrganization'>,
  { credential, targetOrganizationId }: Pick<SignerFacts, 'credential' | 'targetOrganizationId'>,
): Promise<OrganizationRow> {
  const organization = await store.findOrganization(targetOrganizationId)
  if (organization !== undefined) return organization
  throw new Refusal(notFound[credential.kind], {
    reason: 'the organization was deleted while the request was on its way',
  })
}
