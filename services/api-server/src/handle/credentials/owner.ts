/** Whom a new credential is for. */

/** User a credential is registered for, with the organization and its parent as credential rows repeat them. */
export interface Owner {
  organizationId: string
  parentOrganizationId: string | undefined
  userId: string
}
