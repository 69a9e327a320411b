/** Parent organizations: made by the operator, at the first start or by command, never by a request. */
import type { ApiKeyRow } from './store/credential-rows.ts'
import type { Transaction } from './store/store.ts'
import type { System } from './system.ts'

type Reach = Pick<System, 'nowMs' | 'newId'>

/** Ids of an organization and of a root user of it. */
export type RootUser = Pick<ApiKeyRow, 'organizationId' | 'userId'>

/** What a new parent organization and its root user are called. */
export interface RootUserNames {
  organizationName: string
  userName: string
}

/**
 * Adds a parent organization with one root user, who cannot sign yet.
 * @param transaction where
 * @param reach clock and ids
 * @param names of organization and user
 */
export async function addRootUser(
  transaction: Transaction,
  { newId, nowMs }: Reach,
  { organizationName, userName }: RootUserNames,
): Promise<RootUser> {
  const root = { organizationId: newId(), userId: newId() }
  const createdAtMs = nowMs()
  await transaction.addOrganization({
    organizationId: root.organizationId,
    parentOrganizationId: undefined,
    organizationName,
    rootQuorumThreshold: 1,
    createdAtMs,
  })
  await transaction.addUser({
    ...root,
    userName,
    email: undefined,
    phoneNumber: undefined,
    isRoot: true,
    createdAtMs,
    updatedAtMs: createdAtMs,
  })
  return root
}

/**
 * A permanent key of a parent organization's root user, as a row.
 * @param root whose it is
 * @param publicKey compressed point, 33 bytes
 * @param reach clock and ids
 * @param apiKeyName name shown to people
 */
export function toRootKey(
  { organizationId, userId }: RootUser,
  publicKey: Uint8Array,
  reach: Reach,
  apiKeyName: string,
): ApiKeyRow {
  return {
    organizationId,
    parentOrganizationId: undefined,
    publicKey,
    apiKeyId: reach.newId(),
    userId,
    apiKeyName,
    credentialType: 'CREDENTIAL_TYPE_API_KEY_P256',
    expirationSeconds: undefined,
    expiresAtMs: undefined,
    createdAtMs: reach.nowMs(),
  }
}
