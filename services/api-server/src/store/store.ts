/** What the stages need of storage, in their words. One behavioural suite holds every implementation to it. */
import type { ActivityIdentity, FoundActivity, NewActivity, RecordedActivity } from './activity-rows.ts'
import type {
  ApiKeyLife,
  ApiKeyRow,
  AuthenticatorRow,
  FoundApiKey,
  FoundAuthenticator,
  FoundReadOnlySession,
  ReadOnlySessionRow,
} from './credential-rows.ts'
import type { OrganizationRow, UserRow, UserWithCredentials } from './organization-rows.ts'
import type { Renewal, SessionProfileRow, SessionUse } from './session-rows.ts'

/** Page of ids in their order of creation: at most `limit`, strictly before or after an id. */
export interface Page {
  limit: number
  beforeId: string | undefined
  afterId: string | undefined
}

/** Which sub-organizations are looked for; the value is compared exactly. */
export type SuborgFilter =
  | { by: 'credential-id'; credentialId: Uint8Array }
  | { by: 'public-key'; publicKey: Uint8Array }
  | { by: 'name' | 'user-name' | 'email' | 'phone-number'; value: string }

/** Which activities are looked for; an empty list stands for any. */
export interface ActivityFilter {
  statuses: readonly string[]
  types: readonly string[]
}

/** Reads outside a transaction: every answer is committed state. Ids are lower-case UUIDs. */
export interface Reads {
  /** The API key with this public key in this very organization, expired or not. */
  findApiKey(organizationId: string, publicKey: Uint8Array): Promise<FoundApiKey | undefined>
  /** The same key in sub-organizations of a parent: at most two, enough to see a conflict. */
  findApiKeysOfChildren(parentOrganizationId: string, publicKey: Uint8Array): Promise<FoundApiKey[]>
  findAuthenticator(organizationId: string, credentialId: Uint8Array): Promise<FoundAuthenticator | undefined>
  findAuthenticatorsOfChildren(parentOrganizationId: string, credentialId: Uint8Array): Promise<FoundAuthenticator[]>
  /** The read-only session with this SHA-256 of its token, expired or not. */
  findReadOnlySession(organizationId: string, tokenHash: Uint8Array): Promise<FoundReadOnlySession | undefined>
  /** Read-only sessions of a user, expired or not, oldest first. */
  listReadOnlySessions(organizationId: string, userId: string): Promise<ReadOnlySessionRow[]>
  /** The session profile of this very organization. */
  findSessionProfile(organizationId: string, sessionProfileId: string): Promise<SessionProfileRow | undefined>
  /** Session profiles of an organization, oldest first. */
  listSessionProfiles(organizationId: string): Promise<SessionProfileRow[]>
  /** For how many seconds after their touch sessions can be renewed: as the organization says, else its parent; undefined when neither does. */
  findSessionRenewal(organizationId: string): Promise<number | undefined>
  findOrganization(organizationId: string): Promise<OrganizationRow | undefined>
  /** Any parent organization, the oldest; what a first start asks for. */
  findFirstOrganization(): Promise<OrganizationRow | undefined>
  findUser(organizationId: string, userId: string): Promise<UserWithCredentials | undefined>
  /** All users in order of creation. */
  listUsers(organizationId: string): Promise<UserWithCredentials[]>
  /** Keys of one user, or of everyone when `userId` is undefined, oldest first. */
  listApiKeys(organizationId: string, userId: string | undefined): Promise<ApiKeyRow[]>
  findApiKeyById(organizationId: string, apiKeyId: string): Promise<ApiKeyRow | undefined>
  listAuthenticators(organizationId: string, userId: string): Promise<AuthenticatorRow[]>
  findAuthenticatorById(organizationId: string, authenticatorId: string): Promise<AuthenticatorRow | undefined>
  /** Ids of sub-organizations, oldest first; without a filter, all of them, paged. */
  listSuborgIds(parentOrganizationId: string, filter: SuborgFilter | undefined, page: Page): Promise<string[]>
  findActivity(organizationId: string, activityId: string): Promise<FoundActivity | undefined>
  /** Whether a user has submitted bytes with this SHA-256 before. */
  hasSubmitted(organizationId: string, userId: string, fingerprint: Uint8Array): Promise<boolean>
  /** Activities, newest first. */
  listActivities(organizationId: string, filter: ActivityFilter, page: Page): Promise<FoundActivity[]>
}

/** Reads and writes inside one transaction. What a `lock…` method has locked stays as read until the transaction ends. */
export interface Transaction {
  /** Locks an organization's row: whatever changes its users or its usable root credentials does so under this lock. */
  lockOrganization(organizationId: string): Promise<OrganizationRow | undefined>
  /** Locks a user's row: whatever counts and adds credentials does so under this lock. */
  lockUser(organizationId: string, userId: string): Promise<UserRow | undefined>
  countUsers(organizationId: string): Promise<number>
  /** How many root users hold a passkey or a permanent API key. */
  countUsableRootUsers(organizationId: string): Promise<number>
  addOrganization(row: OrganizationRow): Promise<void>
  renameOrganization(organizationId: string, organizationName: string): Promise<void>
  /** Deletes an organization with all its users; no read finds it from then on. Its activities stay on record. */
  deleteOrganization(organizationId: string, nowMs: number): Promise<void>
  addUser(row: UserRow): Promise<void>
  /** Writes name, contacts and moment of change of a user whose row is locked. */
  updateUser(row: UserRow): Promise<void>
  /** Deletes users with their API keys, passkeys and read-only sessions. */
  deleteUsers(organizationId: string, userIds: readonly string[]): Promise<void>
  /** Keys of a user, oldest first. */
  listApiKeys(organizationId: string, userId: string): Promise<ApiKeyRow[]>
  /** When the keys of a user end, in any order. */
  listApiKeyLives(organizationId: string, userId: string): Promise<ApiKeyLife[]>
  /** False when the organization already has this public key; nothing is added then. */
  addApiKey(row: ApiKeyRow): Promise<boolean>
  deleteApiKeys(organizationId: string, userId: string, apiKeyIds: readonly string[]): Promise<void>
  listAuthenticators(organizationId: string, userId: string): Promise<AuthenticatorRow[]>
  /** False when the organization already has this credential id; nothing is added then. */
  addAuthenticator(row: AuthenticatorRow): Promise<boolean>
  deleteAuthenticators(organizationId: string, userId: string, authenticatorIds: readonly string[]): Promise<void>
  addReadOnlySession(row: ReadOnlySessionRow): Promise<void>
  /** Deletes one read-only session of a user, or all of them when `tokenHash` is undefined. */
  deleteReadOnlySessions(organizationId: string, userId: string, tokenHash: Uint8Array | undefined): Promise<void>
  /** Read-only sessions of a user, expired or not, oldest first. */
  listReadOnlySessions(organizationId: string, userId: string): Promise<ReadOnlySessionRow[]>
  /** Ends the sessions, of whichever user and kind, that passkeys opened by themselves or through sessions; answers how many lived. */
  endSessionsOfPasskeys(organizationId: string, authenticatorIds: readonly string[], nowMs: number): Promise<number>
  /** A key of a user, expired or not. */
  findApiKeyOfUser(organizationId: string, userId: string, apiKeyId: string): Promise<ApiKeyRow | undefined>
  /** Gives a session key another end. */
  renewApiKey(renewal: Renewal): Promise<void>
  /** See {@link Reads.findSessionRenewal}. */
  findSessionRenewal(organizationId: string): Promise<number | undefined>
  setSessionRenewal(organizationId: string, renewalSeconds: number): Promise<void>
  countSessionProfiles(organizationId: string): Promise<number>
  /** False when the organization already has a profile with this name; nothing is added then. */
  addSessionProfile(row: SessionProfileRow): Promise<boolean>
  /** Whether a credential still exists and, for one that expires, lives at `nowMs`. */
  hasLiveApiKey(organizationId: string, userId: string, apiKeyId: string, nowMs: number): Promise<boolean>
  hasAuthenticator(organizationId: string, authenticatorId: string): Promise<boolean>
}

/** What an activity does, given the transaction and the identity it is recorded under; its return value is the stored result. */
export type Effect<Result = unknown> = (transaction: Transaction, activity: ActivityIdentity) => Promise<Result>

/** Storage of one server. */
export interface Store extends Reads {
  /**
   * Records an activity and runs its effect, once, in one transaction. When the organization already has an activity with this
   * fingerprint, that one is returned and nothing runs. A throwing effect leaves nothing behind.
   * @throws the effect's own error; Refusal STORE_UNAVAILABLE when nothing could be committed
   */
  recordActivity(activity: NewActivity, effect: Effect): Promise<RecordedActivity>
  /** Runs writes that no activity asks for (first start), in one transaction. */
  transact<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>
  /**
   * Moves a passkey's signature counter and backup state forward; false when the stored counter is not below `signCount`.
   */
  advanceSignCount(
    organizationId: string,
    credentialId: Uint8Array,
    signCount: number,
    backupState: boolean,
  ): Promise<boolean>
  /** Notes when sessions were used, in one transaction; never moves that moment back, and passes over sessions that are gone. */
  noteUses(uses: readonly SessionUse[]): Promise<void>
  /** Deletes at most `limit` API keys and read-only sessions that expired before `beforeMs`; answers how many. */
  sweepExpired(beforeMs: number, limit: number): Promise<number>
  close(): Promise<void>
}
