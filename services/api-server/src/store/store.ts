/** What the stages need of storage, in their words. One behavioural suite holds every implementation to it. */
import type {
  ActivityIdentity,
  ActivityRow,
  Decision,
  FoundActivity,
  NewActivity,
  RecordedActivity,
  VoteRow,
} from './activity-rows.ts'
import type {
  ApiKeyLife,
  ApiKeyRow,
  AuthenticatorRow,
  FoundApiKey,
  FoundAuthenticator,
  FoundReadOnlySession,
  ReadOnlySessionRow,
} from './credential-rows.ts'
import type { FeatureRow, OrganizationRow, UserRow, UserTagRow, UserWithCredentials } from './organization-rows.ts'
import type { ActivitiesTable, LogEntriesTable, VotesTable } from './schema.ts'
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

/** Entry of a log with the records it is about, undefined where they are missing. */
export interface LoggedRecord {
  entry: LogEntriesTable
  activity: ActivitiesTable | undefined
  /** Only for an entry about a vote. */
  vote: VotesTable | undefined
}

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
  /** Features of an organization in order of their names. */
  listFeatures(organizationId: string): Promise<FeatureRow[]>
  /** What an organization and its parent have set for one feature: at most two rows, in any order. */
  findFeatureOfFamily(
    organizationId: string,
    parentOrganizationId: string | undefined,
    featureName: string,
  ): Promise<FeatureRow[]>
  findUser(organizationId: string, userId: string): Promise<UserWithCredentials | undefined>
  /** All users in order of creation. */
  listUsers(organizationId: string): Promise<UserWithCredentials[]>
  /** Tags of an organization, oldest first. */
  listUserTags(organizationId: string): Promise<UserTagRow[]>
  /** Keys of one user, or of everyone when `userId` is undefined, oldest first. */
  listApiKeys(organizationId: string, userId: string | undefined): Promise<ApiKeyRow[]>
  findApiKeyById(organizationId: string, apiKeyId: string): Promise<ApiKeyRow | undefined>
  listAuthenticators(organizationId: string, userId: string): Promise<AuthenticatorRow[]>
  findAuthenticatorById(organizationId: string, authenticatorId: string): Promise<AuthenticatorRow | undefined>
  /** Ids of sub-organizations, oldest first; without a filter, all of them, paged. */
  listSuborgIds(parentOrganizationId: string, filter: SuborgFilter | undefined, page: Page): Promise<string[]>
  findActivity(organizationId: string, activityId: string): Promise<FoundActivity | undefined>
  findActivityByFingerprint(organizationId: string, fingerprint: Uint8Array): Promise<ActivityRow | undefined>
  /** Whether a user has submitted bytes with this SHA-256 before, as an activity or as a vote. */
  hasSubmitted(organizationId: string, userId: string, fingerprint: Uint8Array): Promise<boolean>
  /** Ids of all organizations, deleted ones included, in order. */
  listOrganizationIds(afterId: string | undefined, limit: number): Promise<string[]>
  /** Entries of an organization's log after a position, with the records they are about, as stored. */
  listLog(organizationId: string, afterPosition: number, limit: number): Promise<LoggedRecord[]>
  /** How many activities and votes an organization has, whatever its log says. */
  countSigned(organizationId: string): Promise<Record<'activities' | 'votes', number>>
  /** Activities, newest first. */
  listActivities(organizationId: string, filter: ActivityFilter, page: Page): Promise<FoundActivity[]>
}

/** Reads and writes inside one transaction. What a `lock…` method has locked stays as read until the transaction ends. */
export interface Transaction {
  /** Waits for other first starts to end, and answers any parent organization, the oldest. */
  lockStart(): Promise<OrganizationRow | undefined>
  /** Locks an organization's row: whatever changes its users or its usable root credentials does so under this lock. */
  lockOrganization(organizationId: string): Promise<OrganizationRow | undefined>
  /** Locks a user's row: whatever counts and adds credentials does so under this lock. */
  lockUser(organizationId: string, userId: string): Promise<UserRow | undefined>
  countUsers(organizationId: string): Promise<number>
  /** Ids of the root users, in any order. */
  listRootUserIds(organizationId: string): Promise<string[]>
  /** Makes these users the root users and no others; they are users of the organization, whose row is locked. */
  setRootQuorum(organizationId: string, threshold: number, userIds: readonly string[]): Promise<void>
  /** How many root users hold a permanent API key, or a passkey of one of these relying parties; of any where they are undefined. */
  countUsableRootUsers(organizationId: string, rpIds: readonly string[] | undefined): Promise<number>
  addOrganization(row: OrganizationRow): Promise<void>
  renameOrganization(organizationId: string, organizationName: string): Promise<void>
  /** Sets a feature, in place of its earlier value. */
  setFeature(row: FeatureRow): Promise<void>
  /** Removes a feature if it is set. */
  removeFeature(organizationId: string, featureName: string): Promise<void>
  listFeatures(organizationId: string): Promise<FeatureRow[]>
  /** Deletes an organization with all its users, tags and features; no read finds it from then on. Its activities stay on record. */
  deleteOrganization(organizationId: string, nowMs: number): Promise<void>
  addUser(row: UserRow): Promise<void>
  /** Writes name, contacts and moment of change of a user whose row is locked. */
  updateUser(row: UserRow): Promise<void>
  /** Deletes users with their API keys, passkeys and read-only sessions; nobody has their tags any more. */
  deleteUsers(organizationId: string, userIds: readonly string[]): Promise<void>
  /** Tags of an organization, oldest first; whatever adds, renames or deletes one does so under the organization's lock. */
  listUserTags(organizationId: string): Promise<UserTagRow[]>
  /** Adds a tag whose name is new in the organization. */
  addUserTag(row: UserTagRow): Promise<void>
  /** Writes name and moment of change of a tag. */
  updateUserTag(row: UserTagRow): Promise<void>
  /** Deletes tags; nobody has them any more. */
  deleteUserTags(organizationId: string, tagIds: readonly string[]): Promise<void>
  /** Users who have at least one of these tags, each once. */
  listTaggedUserIds(organizationId: string, tagIds: readonly string[]): Promise<string[]>
  /** Gives every one of these users every one of these tags; what a user has already stays. */
  tagUsers(organizationId: string, userIds: readonly string[], tagIds: readonly string[]): Promise<void>
  /** Takes these tags from these users, or all their tags when `tagIds` is undefined. */
  untagUsers(organizationId: string, userIds: readonly string[], tagIds: readonly string[] | undefined): Promise<void>
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
  /** Locks the activity with this fingerprint. */
  lockActivity(organizationId: string, fingerprint: Uint8Array): Promise<ActivityRow | undefined>
  /** Votes about an activity, oldest first. */
  listVotes(organizationId: string, activityId: string): Promise<VoteRow[]>
  /** Adds a vote whose bytes this user has not sent before. */
  addVote(vote: VoteRow): Promise<void>
  /** Writes what came of an activity that had waited. */
  decideActivity(activity: ActivityRow, decision: Decision): Promise<void>
  /** Runs a part of the transaction that leaves nothing behind when it throws. */
  attempt<Result>(work: () => Promise<Result>): Promise<Result>
}

/** What an effect answers instead of a result while the root quorum has not agreed. */
export const undecided: unique symbol = Symbol('the root quorum has not agreed yet')

/**
 * What an activity does, given the transaction and the identity it is recorded under; its return value is the stored result, or
 * {@link undecided} for an activity that is only recorded.
 */
export type Effect<Result = unknown> = (transaction: Transaction, activity: ActivityIdentity) => Promise<Result>

/** Storage of one server. */
export interface Store extends Reads {
  /**
   * Records an activity and runs its effect, once, in one transaction that also appends to the organization's log. When the organization already has an activity with this
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
  /** Notes when sessions were used, in one transaction; never moves that moment back, and passes over sessions that are gone or being changed. */
  noteUses(uses: readonly SessionUse[]): Promise<void>
  /** Deletes at most `limit` API keys and read-only sessions that expired before `beforeMs`; answers how many. */
  sweepExpired(beforeMs: number, limit: number): Promise<number>
  close(): Promise<void>
}
