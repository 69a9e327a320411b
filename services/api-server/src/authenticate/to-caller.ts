/** From a verified credential to the caller it proves. */
import { type Caller, type CallerCredential, proveCaller } from '../caller.ts'
import type { CredentialOwner } from '../store/credential-rows.ts'
import type { ResolvedCredential } from './resolve-credential.ts'

/**
 * The caller a credential proves; called only after everything about the credential has been verified.
 * @param resolved owner of the credential, and the organization the request acts on
 * @param credential what proved the caller
 */
export function toCaller(
  { found, targetOrganizationId }: ResolvedCredential<CredentialOwner>,
  credential: CallerCredential,
): Caller {
  return proveCaller({
    organizationId: found.organizationId,
    organizationName: found.organizationName,
    parentOrganizationId: found.parentOrganizationId,
    userId: found.userId,
    userName: found.userName,
    isRoot: found.isRoot,
    rootQuorumThreshold: found.rootQuorumThreshold,
    credential,
    targetOrganizationId,
  })
}
