/** Organizations and users as the store keeps them. Ids are lower-case UUIDs, moments milliseconds since 1970-01-01 UTC. */
import type { ApiKeyRow, AuthenticatorRow } from './credential-rows.ts'

/** Tenant. A sub-organization has a parent; parents have none. */
export interface OrganizationRow {
  organizationId: string
  parentOrganizationId: string | undefined
  organizationName: string
  rootQuorumThreshold: number
  createdAtMs: number
}

/** Feature an organization has set about itself. */
export interface FeatureRow {
  organizationId: string
  /** Wire name, such as `FEATURE_NAME_WEBAUTHN_ORIGINS`. */
  featureName: string
  /** Undefined where it was set without one. */
  value: string | undefined
}

/** Person or machine of an organization. */
export interface UserRow {
  organizationId: string
  userId: string
  userName: string
  email: string | undefined
  phoneNumber: string | undefined
  isRoot: boolean
  createdAtMs: number
  updatedAtMs: number
}

/** Tag that users of an organization can have. */
export interface UserTagRow {
  organizationId: string
  tagId: string
  /** Unique in the organization. */
  tagName: string
  createdAtMs: number
  updatedAtMs: number
}

/** User with everything it can sign in with, and its tags. */
export interface UserWithCredentials extends UserRow {
  apiKeys: ApiKeyRow[]
  authenticators: AuthenticatorRow[]
  /** Ids of tags, oldest first. */
  tagIds: string[]
}
