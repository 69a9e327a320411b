/** One documented method per operation; everything that is the same for all of them is in the private part at the end. */
import type { ActivityName, ActivityRecord, OperationName, QueryName, QueryResponse } from '@latchkey/contract'
import { headers } from '@latchkey/contract/headers'
import { type AnyInput, buildRequest, readBaseUrl, type UnsignedRequest } from './build-request.ts'
import { LatchkeyError } from './latchkey-error.ts'
import type { ActivityInput, ActivityOutput, OperationInput, QueryInput } from './operation-types.ts'
import { pollActivity } from './poll-activity.ts'
import { readActivity, readResult } from './read-activity.ts'
import type { JsonObject } from './read-response.ts'
import { defaultTimeoutMs, type SignedRequest, send } from './send.ts'
import type { Stamp, Stamper } from './stamper.ts'

/** Whom to ask, on whose behalf, and what proves it. */
export interface ApiClientConfig {
  /** Absolute URL of the API server; a trailing slash is tolerated. */
  apiBaseUrl: string
  /** UUID sent when a call names no organization; a function is asked at every call. */
  organizationId: string | (() => string)
  /** Signs every request. */
  stamper?: Stamper | undefined
  /** Token of a read-only session, used when there is no stamper. */
  readOnlySession?: string | undefined
  /** Name and version of the sending package, such as `@latchkey/sdk-browser@0.1.0`. */
  clientVersion: string
  /** Longest wait for an answer, in milliseconds; default 10000. The time a person takes to confirm a passkey is not counted. */
  timeoutMs?: number | undefined
  /**
   * Hears of every error a method rejects with, just before the caller does; what it throws itself is dropped.
   * `organizationId` is the UUID the call named, `undefined` when it left the choice to the client.
   */
  onError?: ((error: unknown, organizationId: string | undefined) => void) | undefined
}

/**
 * Typed client of the API. Every method rejects with an `ApiError` when the server refuses, does not answer or answers
 * something else, with what its stamper throws, and with STAMPER_MISSING when it has neither stamper nor session.
 */
export class ApiClient {
  readonly #config: ApiClientConfig
  readonly #baseUrl: string

  /**
   * Makes a client; nothing is sent yet.
   * @param config server, organization and what proves the caller
   * @throws CONFIG_INVALID when `apiBaseUrl` is not an absolute http or https URL
   */
  constructor(config: ApiClientConfig) {
    this.#config = config
    this.#baseUrl = readBaseUrl(config.apiBaseUrl)
  }

  /**
   * User and organization the credential belongs to.
   * @param input default: the client’s organization; a parent’s id stands for the one sub-organization that holds the credential
   */
  getWhoami(input: QueryInput<'whoami'> = {}): Promise<QueryResponse['whoami']> {
    return this.#query('whoami', input)
  }

  /**
   * Organization with its users and root quorum.
   * @param input default: the client’s organization
   */
  getOrganization(input: QueryInput<'get_organization'> = {}): Promise<QueryResponse['get_organization']> {
    return this.#query('get_organization', input)
  }

  /**
   * Features and root quorum of the organization.
   * @param input UUID of another organization, where it is not the client’s
   */
  getOrganizationConfigs(
    input: QueryInput<'get_organization_configs'> = {},
  ): Promise<QueryResponse['get_organization_configs']> {
    return this.#query('get_organization_configs', input)
  }

  /**
   * One user with their credentials.
   * @param input `userId` as a UUID
   */
  getUser(input: QueryInput<'get_user'>): Promise<QueryResponse['get_user']> {
    return this.#query('get_user', input)
  }

  /**
   * Users of the organization with their credentials.
   * @param input default: the client’s organization
   */
  getUsers(input: QueryInput<'list_users'> = {}): Promise<QueryResponse['list_users']> {
    return this.#query('list_users', input)
  }

  /**
   * Tags that users of the organization can have.
   * @param input default: the client’s organization
   */
  listUserTags(input: QueryInput<'list_user_tags'> = {}): Promise<QueryResponse['list_user_tags']> {
    return this.#query('list_user_tags', input)
  }

  /**
   * API keys of one user, or of everyone in the organization.
   * @param input `userId` as a UUID; left out, the keys of all
   */
  getApiKeys(input: QueryInput<'get_api_keys'> = {}): Promise<QueryResponse['get_api_keys']> {
    return this.#query('get_api_keys', input)
  }

  /**
   * One API key.
   * @param input `apiKeyId` as a UUID
   */
  getApiKey(input: QueryInput<'get_api_key'>): Promise<QueryResponse['get_api_key']> {
    return this.#query('get_api_key', input)
  }

  /**
   * Passkeys of one user.
   * @param input `userId` as a UUID
   */
  getAuthenticators(input: QueryInput<'get_authenticators'>): Promise<QueryResponse['get_authenticators']> {
    return this.#query('get_authenticators', input)
  }

  /**
   * One passkey.
   * @param input `authenticatorId` as a UUID
   */
  getAuthenticator(input: QueryInput<'get_authenticator'>): Promise<QueryResponse['get_authenticator']> {
    return this.#query('get_authenticator', input)
  }

  /**
   * Ids of the sub-organizations that match, oldest first.
   * @param input `filterType` and `filterValue`; left out, all. `paginationOptions.limit` from 1 to 100, default 10
   */
  getSubOrgIds(input: QueryInput<'list_suborgs'> = {}): Promise<QueryResponse['list_suborgs']> {
    return this.#query('list_suborgs', input)
  }

  /**
   * Ids of the sub-organizations in which somebody has proven an e-mail address or telephone number.
   * @param input `filterType` EMAIL or PHONE_NUMBER with `filterValue`
   */
  getVerifiedSubOrgIds(
    input: QueryInput<'list_verified_suborgs'> = {},
  ): Promise<QueryResponse['list_verified_suborgs']> {
    return this.#query('list_verified_suborgs', input)
  }

  /**
   * One recorded activity.
   * @param input `activityId` as a UUID
   */
  getActivity(input: QueryInput<'get_activity'>): Promise<QueryResponse['get_activity']> {
    return this.#query('get_activity', input)
  }

  /**
   * Recorded activities, newest first.
   * @param input filters by status and type; `paginationOptions.limit` from 1 to 100, default 10
   */
  getActivities(input: QueryInput<'list_activities'> = {}): Promise<QueryResponse['list_activities']> {
    return this.#query('list_activities', input)
  }

  /**
   * Living sessions of a user, newest first.
   * @param input `userId` as a UUID; left out, the stamping user’s own
   */
  getSessions(input: QueryInput<'list_sessions'> = {}): Promise<QueryResponse['list_sessions']> {
    return this.#query('list_sessions', input)
  }

  /**
   * One session profile of the organization.
   * @param input `sessionProfileId` as a UUID
   */
  getSessionProfile(input: QueryInput<'get_session_profile'>): Promise<QueryResponse['get_session_profile']> {
    return this.#query('get_session_profile', input)
  }

  /**
   * Session profiles of the organization, oldest first.
   * @param input default: the client’s organization
   */
  getSessionProfiles(input: QueryInput<'get_session_profiles'> = {}): Promise<QueryResponse['get_session_profiles']> {
    return this.#query('get_session_profiles', input)
  }

  /**
   * Makes a sub-organization with its root users and their first credentials.
   * @param input name, root users and how many of them must agree
   */
  createSubOrganization(
    input: ActivityInput<'create_sub_organization'>,
  ): Promise<ActivityOutput<'create_sub_organization'>> {
    return this.#submit('create_sub_organization', input)
  }

  /**
   * Closes a sub-organization for good, with all its users; only a root user of its own may.
   * @param input default: the client’s organization
   */
  deleteSubOrganization(
    input: ActivityInput<'delete_sub_organization'> = {},
  ): Promise<ActivityOutput<'delete_sub_organization'>> {
    return this.#submit('delete_sub_organization', input)
  }

  /**
   * Renames the organization.
   * @param input the new `organizationName`, 1 to 255 printable characters
   */
  updateOrganizationName(
    input: ActivityInput<'update_organization_name'>,
  ): Promise<ActivityOutput<'update_organization_name'>> {
    return this.#submit('update_organization_name', input)
  }

  /**
   * Sets a feature of the organization; the answer lists all that are set.
   * @param input `name` of the feature and its `value`; `FEATURE_NAME_WEBAUTHN_ORIGINS` takes exact origins
   */
  setOrganizationFeature(
    input: ActivityInput<'set_organization_feature'>,
  ): Promise<ActivityOutput<'set_organization_feature'>> {
    return this.#submit('set_organization_feature', input)
  }

  /**
   * Removes a feature of the organization; the answer lists all that are still set.
   * @param input `name` of the feature
   */
  removeOrganizationFeature(
    input: ActivityInput<'remove_organization_feature'>,
  ): Promise<ActivityOutput<'remove_organization_feature'>> {
    return this.#submit('remove_organization_feature', input)
  }

  /**
   * Adds users, with their first credentials, to the organization.
   * @param input 1 to 100 `users`
   */
  createUsers(input: ActivityInput<'create_users'>): Promise<ActivityOutput<'create_users'>> {
    return this.#submit('create_users', input)
  }

  /**
   * Adds users that sign with API keys alone, such as machines.
   * @param input 1 to 100 `apiOnlyUsers`, each with compressed P-256 public keys in hexadecimal
   */
  createApiOnlyUsers(input: ActivityInput<'create_api_only_users'>): Promise<ActivityOutput<'create_api_only_users'>> {
    return this.#submit('create_api_only_users', input)
  }

  /**
   * Changes a user's name, e-mail address, telephone number or tags.
   * @param input `userId` as a UUID and what changes; `""` clears, what is left out stays, and so do tags with an empty `userTagIds`
   */
  updateUser(input: ActivityInput<'update_user'>): Promise<ActivityOutput<'update_user'>> {
    return this.#submit('update_user', input)
  }

  /**
   * Renames a user.
   * @param input `userId` as a UUID and the new `userName`, up to 255 printable characters
   */
  updateUserName(input: ActivityInput<'update_user_name'>): Promise<ActivityOutput<'update_user_name'>> {
    return this.#submit('update_user_name', input)
  }

  /**
   * Gives a user another e-mail address.
   * @param input `userId` as a UUID and the new `userEmail`; `""` clears it
   */
  updateUserEmail(input: ActivityInput<'update_user_email'>): Promise<ActivityOutput<'update_user_email'>> {
    return this.#submit('update_user_email', input)
  }

  /**
   * Gives a user another telephone number.
   * @param input `userId` as a UUID and the new `userPhoneNumber` in E.164 form; `""` clears it
   */
  updateUserPhoneNumber(
    input: ActivityInput<'update_user_phone_number'>,
  ): Promise<ActivityOutput<'update_user_phone_number'>> {
    return this.#submit('update_user_phone_number', input)
  }

  /**
   * Removes users with their API keys, passkeys and sessions.
   * @param input 1 to 100 `userIds` as UUIDs
   */
  deleteUsers(input: ActivityInput<'delete_users'>): Promise<ActivityOutput<'delete_users'>> {
    return this.#submit('delete_users', input)
  }

  /**
   * Makes a tag and gives it to users.
   * @param input `userTagName`, new in the organization, and `userIds` as UUIDs, which may be none
   */
  createUserTag(input: ActivityInput<'create_user_tag'>): Promise<ActivityOutput<'create_user_tag'>> {
    return this.#submit('create_user_tag', input)
  }

  /**
   * Renames a tag and changes who has it.
   * @param input `userTagId` as a UUID, a `newUserTagName` if it is to change, and who gets and who loses it, as UUIDs
   */
  updateUserTag(input: ActivityInput<'update_user_tag'>): Promise<ActivityOutput<'update_user_tag'>> {
    return this.#submit('update_user_tag', input)
  }

  /**
   * Removes tags; the answer names the users who had them.
   * @param input 1 to 100 `userTagIds` as UUIDs
   */
  deleteUserTags(input: ActivityInput<'delete_user_tags'>): Promise<ActivityOutput<'delete_user_tags'>> {
    return this.#submit('delete_user_tags', input)
  }

  /**
   * Registers passkeys for a user.
   * @param input `userId` as a UUID and what the browser returned for each passkey, in base64url
   */
  createAuthenticators(
    input: ActivityInput<'create_authenticators'>,
  ): Promise<ActivityOutput<'create_authenticators'>> {
    return this.#submit('create_authenticators', input)
  }

  /**
   * Deletes passkeys of a user.
   * @param input `userId` and `authenticatorIds` as UUIDs
   */
  deleteAuthenticators(
    input: ActivityInput<'delete_authenticators'>,
  ): Promise<ActivityOutput<'delete_authenticators'>> {
    return this.#submit('delete_authenticators', input)
  }

  /**
   * Registers API keys for a user; a key with `expirationSeconds` is a session key.
   * @param input `userId` as a UUID; public keys in hexadecimal, `expirationSeconds` as a decimal string
   */
  createApiKeys(input: ActivityInput<'create_api_keys'>): Promise<ActivityOutput<'create_api_keys'>> {
    return this.#submit('create_api_keys', input)
  }

  /**
   * Deletes API keys of a user; they are refused from the next request on.
   * @param input `userId` and `apiKeyIds` as UUIDs
   */
  deleteApiKeys(input: ActivityInput<'delete_api_keys'>): Promise<ActivityOutput<'delete_api_keys'>> {
    return this.#submit('delete_api_keys', input)
  }

  /**
   * Opens a read-only session of one hour for the stamping user; `sessionExpiry` is in seconds since 1970-01-01 UTC.
   * @param input default: the client’s organization
   */
  createReadOnlySession(
    input: ActivityInput<'create_read_only_session'> = {},
  ): Promise<ActivityOutput<'create_read_only_session'>> {
    return this.#submit('create_read_only_session', input)
  }

  /**
   * Ends the read-only session that is presented or, with a stamp, all of the stamping user.
   * @param input default: the client’s organization
   */
  deleteReadOnlySessions(
    input: ActivityInput<'delete_read_only_sessions'> = {},
  ): Promise<ActivityOutput<'delete_read_only_sessions'>> {
    return this.#submit('delete_read_only_sessions', input)
  }

  /**
   * Opens a session with a key that the server makes; `credentialBundle` is for the holder of the target key alone.
   * @param input `targetPublicKey` in hexadecimal; `userId` defaults to the stamping user, `expirationSeconds` to "900"
   */
  createReadWriteSession(
    input: ActivityInput<'create_read_write_session'>,
  ): Promise<ActivityOutput<'create_read_write_session'>> {
    return this.#submit('create_read_write_session', input)
  }

  /**
   * Registers a key of the caller’s own as the key of a session of the stamping user; `session` is a JWT that says so.
   * @param input `publicKey` as 66 hexadecimal characters; `expirationSeconds` as a decimal string, default "900"
   */
  stampLogin(input: ActivityInput<'stamp_login'>): Promise<ActivityOutput<'stamp_login'>> {
    return this.#submit('stamp_login', input)
  }

  /**
   * Says who the root users are, and how many of them must agree.
   * @param input `threshold` from 1 to the number of `userIds`, which are UUIDs
   */
  updateRootQuorum(input: ActivityInput<'update_root_quorum'>): Promise<ActivityOutput<'update_root_quorum'>> {
    return this.#submit('update_root_quorum', input)
  }

  /**
   * Agrees to an activity that waits for the root quorum, and answers that activity, whatever came of it.
   * @param input its `fingerprint`, as it was answered
   */
  approveActivity(input: ActivityInput<'approve_activity'>): Promise<{ activity: ActivityRecord }> {
    return this.#decide('approve_activity', input)
  }

  /**
   * Disagrees with an activity that waits for the root quorum, and answers that activity, whatever came of it.
   * @param input its `fingerprint`, as it was answered
   */
  rejectActivity(input: ActivityInput<'reject_activity'>): Promise<{ activity: ActivityRecord }> {
    return this.#decide('reject_activity', input)
  }

  /**
   * Ends sessions of a user; they are refused from the next request on.
   * @param input either 1 to 100 `sessionIds` or `scope`; `userId` as a UUID, default the stamping user
   */
  endSessions(input: ActivityInput<'end_sessions'>): Promise<ActivityOutput<'end_sessions'>> {
    return this.#submit('end_sessions', input)
  }

  /**
   * Lengthens the session whose key stamps; the moments in the answer are seconds since 1970-01-01 UTC, as decimal strings.
   * @param input `expirationSeconds` from now as a decimal string, default the session’s configured life
   */
  renewSession(input: ActivityInput<'renew_session'> = {}): Promise<ActivityOutput<'renew_session'>> {
    return this.#submit('renew_session', input)
  }

  /**
   * Sets for how long after the touch that opened it a session of the organization can be renewed.
   * @param input `renewalSeconds` as a decimal string; "0" switches renewal off
   */
  setSessionLimits(input: ActivityInput<'set_session_limits'>): Promise<ActivityOutput<'set_session_limits'>> {
    return this.#submit('set_session_limits', input)
  }

  /**
   * Makes a session profile, which cannot be changed or deleted.
   * @param input name, `scope` that every write of its sessions must satisfy, `expirationSeconds` as a decimal string
   */
  createSessionProfile(
    input: ActivityInput<'create_session_profile'>,
  ): Promise<ActivityOutput<'create_session_profile'>> {
    return this.#submit('create_session_profile', input)
  }

  /**
   * URL, body and stamp of any operation, unsent: anybody may post them, for instance with `sendSigned`.
   * @param name path segment of the operation, such as `create_api_keys`
   * @param input what the method of that operation takes
   * @throws STAMPER_MISSING when the client has no stamper
   */
  sign<Name extends OperationName>(name: Name, input: OperationInput<Name>): Promise<SignedRequest> {
    return this.#watch(input, async () => {
      const request = this.#build(name, input)
      return { ...request, stamp: await this.#stamp(request.body) }
    })
  }

  #query<Name extends QueryName>(name: Name, input: QueryInput<Name>): Promise<QueryResponse[Name]> {
    return this.#watch(input, async () => (await this.#post(this.#build(name, input))) as QueryResponse[Name])
  }

  #submit<Name extends ActivityName>(name: Name, input: ActivityInput<Name>): Promise<ActivityOutput<Name>> {
    return this.#watch(input, async () => {
      const activity = readActivity(await this.#post(this.#build(name, input)))
      return readResult(name, await pollActivity(activity, (latest) => this.#askAgain(latest)))
    })
  }

  #decide(
    name: 'approve_activity' | 'reject_activity',
    input: ActivityInput<typeof name>,
  ): Promise<{ activity: ActivityRecord }> {
    return this.#watch(input, async () => ({ activity: readActivity(await this.#post(this.#build(name, input))) }))
  }

  /** Part of the caller's write, so it is not watched by itself: each rejection is told once. */
  async #askAgain({ id, organizationId }: ActivityRecord): Promise<ActivityRecord> {
    const input: QueryInput<'get_activity'> = { organizationId, activityId: id }
    return readActivity(await this.#post(this.#build('get_activity', input)))
  }

  async #watch<Result>({ organizationId }: AnyInput, call: () => Promise<Result>): Promise<Result> {
    try {
      return await call()
    } catch (error) {
      this.#tell(error, organizationId)
      throw error
    }
  }

  #tell(error: unknown, organizationId: string | undefined): void {
    try {
      this.#config.onError?.(error, organizationId)
    } catch {
      // The caller must get the error of the call, not that of whoever listens.
    }
  }

  #build(name: OperationName, input: AnyInput): UnsignedRequest {
    const { organizationId } = this.#config
    const ownId = typeof organizationId === 'string' ? organizationId : organizationId()
    return buildRequest(this.#baseUrl, name, input, ownId)
  }

  async #post({ url, body }: UnsignedRequest): Promise<JsonObject> {
    const { clientVersion, timeoutMs = defaultTimeoutMs } = this.#config
    return send(url, body, { [headers.clientVersion]: clientVersion, ...(await this.#proof(body)) }, timeoutMs)
  }

  async #proof(body: string): Promise<Readonly<Record<string, string>>> {
    const { stamper, readOnlySession } = this.#config
    if (!stamper && readOnlySession) return { [headers.session]: readOnlySession }
    const { stampHeaderName, stampHeaderValue } = await this.#stamp(body)
    return { [stampHeaderName]: stampHeaderValue }
  }

  async #stamp(body: string): Promise<Stamp> {
    const { stamper } = this.#config
    if (!stamper) throw new LatchkeyError('STAMPER_MISSING')
    return await stamper.stamp(body)
  }
}
