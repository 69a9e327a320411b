/** Which organization a credential stands for when the request names that organization, its parent, or its child. */
import type { ServerErrorCode } from '@latchkey/contract/errors'
import type { Call } from '../call.ts'
import { Refusal } from '../refusal.ts'
import type { CredentialOwner } from '../store/credential-rows.ts'
import type { System } from '../system.ts'

/** How to look for one kind of credential, and what to answer when that leads nowhere. */
export interface CredentialLookup<Found extends CredentialOwner> {
  /** The credential in this very organization. */
  find(organizationId: string): Promise<Found | undefined>
  /** The credential in sub-organizations of a parent, at most two. */
  findInChildren(parentOrganizationId: string): Promise<Found[]>
  notFound: ServerErrorCode
  conflict: ServerErrorCode
}

/** Credential with the organization the request acts on, lower-case UUID. */
export interface ResolvedCredential<Found> {
  found: Found
  targetOrganizationId: string
}

type Target = Pick<Call, 'organizationId'> & { operation: Pick<Call['operation'], 'resolvesSubOrganization'> }

const inItsOrganization = <Found extends CredentialOwner>(found: Found): ResolvedCredential<Found> => ({
  found,
  targetOrganizationId: found.organizationId,
})

/** The credential in the one sub-organization of the named organization that has it. */
async function resolveChild<Found extends CredentialOwner>(
  { organizationId }: Target,
  lookup: CredentialLookup<Found>,
) {
  const [found, second] = await lookup.findInChildren(organizationId)
  if (second) throw new Refusal(lookup.conflict)
  return found && inItsOrganization(found)
}

/** The credential in the parent of the named organization, acting on the named one. */
async function resolveParent<Found extends CredentialOwner>(
  { organizationId }: Target,
  lookup: CredentialLookup<Found>,
  { store }: Pick<System, 'store'>,
): Promise<ResolvedCredential<Found> | undefined> {
  const parentId = (await store.findOrganization(organizationId))?.parentOrganizationId
  const found = parentId === undefined ? undefined : await lookup.find(parentId)
  return found && { found, targetOrganizationId: organizationId }
}

/**
 * The credential a request was signed with, looked for in the organization it names and its relatives.
 *
 * A credential of the named organization decides at once when that is a sub-organization, since those have no children. Otherwise
 * children come first where the operation allows it: a user who exists in both is meant as the user of the sub-organization.
 * @param target organization the request names, and whether its operation resolves sub-organizations
 * @param lookup how to look for the credential
 * @param system store that knows parents
 * @throws the lookup's `notFound` when no organization in question has the credential
 * @throws the lookup's `conflict` when several sub-organizations have it
 * @see Turnkey wire protocol: which organisation a stamp resolves to
 */
export async function resolveCredential<Found extends CredentialOwner>(
  target: Target,
  lookup: CredentialLookup<Found>,
  system: Pick<System, 'store'>,
): Promise<ResolvedCredential<Found>> {
  const own = await lookup.find(target.organizationId)
  if (own?.parentOrganizationId !== undefined) return inItsOrganization(own)
  const child = target.operation.resolvesSubOrganization ? await resolveChild(target, lookup) : undefined
  if (child) return child
  if (own) return inItsOrganization(own)
  const inParent = await resolveParent(target, lookup, system)
  if (!inParent) throw new Refusal(lookup.notFound)
  return inParent
}
