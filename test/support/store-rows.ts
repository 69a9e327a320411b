/** Rows for tests of stores: complete and valid, with whatever a test wants to be different. */
import { createHash, randomBytes } from 'node:crypto'
import type { NewActivity, VoteRow } from '../../services/api-server/src/store/activity-rows.ts'
import type {
  ApiKeyRow,
  AuthenticatorRow,
  ReadOnlySessionRow,
} from '../../services/api-server/src/store/credential-rows.ts'
import { newUuidV7 } from '../../services/api-server/src/store/new-uuid-v7.ts'
import type { OrganizationRow, UserRow } from '../../services/api-server/src/store/organization-rows.ts'
import type { Store } from '../../services/api-server/src/store/store.ts'

/** The moment at which all rows are made, in milliseconds since 1970-01-01 UTC. */
export const nowMs = 1_800_000_000_000

/** Organization with one user. */
export interface Tenant {
  organization: OrganizationRow
  user: UserRow
}

/** Makes a new lower-case UUID; later ones sort after it. */
export function newId(): string {
  return newUuidV7(nowMs, randomBytes)
}

/**
 * Makes random bytes.
 * @param size how many
 */
export function makeBytes(size: number): Uint8Array {
  return new Uint8Array(randomBytes(size))
}

/**
 * Makes an organization.
 * @param changes what to set otherwise
 */
export function makeOrganization(changes: Partial<OrganizationRow> = {}): OrganizationRow {
  return {
    organizationId: newId(),
    parentOrganizationId: undefined,
    organizationName: 'Acme',
    rootQuorumThreshold: 1,
    createdAtMs: nowMs,
    ...changes,
  }
}

/**
 * Makes a root user.
 * @param organization its organization
 * @param changes what to set otherwise
 */
export function makeUser({ organizationId }: OrganizationRow, changes: Partial<UserRow> = {}): UserRow {
  return {
    organizationId,
    userId: newId(),
    userName: 'Ada',
    email: undefined,
    phoneNumber: undefined,
    isRoot: true,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    ...changes,
  }
}

/**
 * Makes a session key that lives for 900 seconds.
 * @param tenant whose it is
 * @param changes what to set otherwise
 */
export function makeApiKey({ organization, user }: Tenant, changes: Partial<ApiKeyRow> = {}): ApiKeyRow {
  return {
    organizationId: organization.organizationId,
    parentOrganizationId: organization.parentOrganizationId,
    publicKey: makeBytes(33),
    apiKeyId: newId(),
    userId: user.userId,
    apiKeyName: 'session',
    credentialType: 'CREDENTIAL_TYPE_API_KEY_P256',
    expirationSeconds: 900,
    expiresAtMs: nowMs + 900_000,
    createdAtMs: nowMs,
    ...changes,
  }
}

/** What turns a session key into a permanent one. */
export const permanent = { expirationSeconds: undefined, expiresAtMs: undefined }

/**
 * Makes a passkey.
 * @param tenant whose it is
 * @param changes what to set otherwise
 */
export function makeAuthenticator(
  { organization, user }: Tenant,
  changes: Partial<AuthenticatorRow> = {},
): AuthenticatorRow {
  return {
    organizationId: organization.organizationId,
    parentOrganizationId: organization.parentOrganizationId,
    credentialId: makeBytes(32),
    authenticatorId: newId(),
    userId: user.userId,
    authenticatorName: 'Laptop',
    publicKeyCose: makeBytes(77),
    algorithm: -7,
    rpId: 'localhost',
    signCount: 0,
    backupEligible: true,
    backupState: false,
    aaguid: '01020304-0506-0708-090a-0b0c0d0e0f10',
    attestationType: 'none',
    transports: ['AUTHENTICATOR_TRANSPORT_INTERNAL', 'AUTHENTICATOR_TRANSPORT_HYBRID'],
    createdAtMs: nowMs,
    ...changes,
  }
}

/**
 * Makes a read-only session.
 * @param tenant whose it is
 * @param changes what to set otherwise
 */
export function makeReadOnlySession(
  { organization, user }: Tenant,
  changes: Partial<ReadOnlySessionRow> = {},
): ReadOnlySessionRow {
  return {
    organizationId: organization.organizationId,
    tokenHash: makeBytes(32),
    userId: user.userId,
    expiresAtMs: nowMs + 900_000,
    sessionId: newId(),
    createdAtMs: nowMs,
    ...changes,
  }
}

/**
 * Makes an activity.
 * @param tenant who proposes it
 * @param text body; its SHA-256 is the fingerprint
 * @param changes what to set otherwise
 */
export function makeActivity(
  { organization, user }: Tenant,
  text: string,
  changes: Partial<NewActivity> = {},
): NewActivity {
  const body = new TextEncoder().encode(text)
  return {
    activityId: newId(),
    createdAtMs: nowMs,
    organizationId: organization.organizationId,
    fingerprint: new Uint8Array(createHash('sha256').update(body).digest()),
    type: 'ACTIVITY_TYPE_CREATE_API_KEYS_V2',
    userId: user.userId,
    body,
    stamp: { scheme: 'SIGNATURE_SCHEME_TK_API_P256', publicKeyHex: '02ab', header: 'c3RhbXA' },
    ...changes,
  }
}

/**
 * Makes an approval.
 * @param activity what it is about
 * @param text body; its SHA-256 is the fingerprint
 * @param changes what to set otherwise
 */
export function makeVote(activity: NewActivity, text: string, changes: Partial<VoteRow> = {}): VoteRow {
  const { organizationId, activityId, userId, stamp } = activity
  const body = new TextEncoder().encode(text)
  return {
    voteId: newId(),
    organizationId,
    activityId,
    userId,
    selection: 'VOTE_SELECTION_APPROVED',
    fingerprint: new Uint8Array(createHash('sha256').update(body).digest()),
    body,
    stamp,
    createdAtMs: nowMs,
    ...changes,
  }
}

/**
 * Adds an organization and its user to a store.
 * @param store store under test
 * @param parent parent of the new organization; undefined for none
 * @param changes what to set otherwise in the user
 */
export async function addTenant(
  store: Store,
  parent?: OrganizationRow,
  changes: Partial<UserRow> = {},
): Promise<Tenant> {
  const organization = makeOrganization({ parentOrganizationId: parent?.organizationId })
  const user = makeUser(organization, changes)
  await store.transact(async (transaction) => {
    await transaction.addOrganization(organization)
    await transaction.addUser(user)
  })
  return { organization, user }
}
