/** One documented method per operation; everything that is the same for all of them is in the private part at the end. */
import type { ActivityName, ActivityRecord, OperationName, QueryName, QueryResponse } from '@latchkey/contract'
import { headers } from '@latchkey/contract/headers'
import { ApiError } from './api-error.ts'
import { type AnyInput, buildRequest, readBaseUrl, type UnsignedRequest } from './build-request.ts'
import { LatchkeyError } from './latchkey-error.ts'
import type { ActivityInput, ActivityOutput, OperationInput, QueryInput } from './operation-types.ts'
import { pollActivity } from './poll-activity.ts'
import { readActivity, readResult } from './read-activity.ts'
import type { JsonObject } from './read-response.ts'
import { type Answered, defaultTimeoutMs, type SignedRequest, send } from './send.ts'
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
  /** Hears of every answer that arrives, whatever it says, before the caller does. */
  onAnswer?: ((answered: Answered) => void) | undefined
  /** Clock that dates writes, in milliseconds since 1970-01-01 UTC; default this device's. */
  nowMs?: (() => number) | undefined
  /** What to do about STEP_UP_REQUIRED; left out, the caller gets the refusal. */
  stepUp?: StepUp | undefined
}

/**
 * Answers a refusal with STEP_UP_REQUIRED: the caller gets what this returns or throws. `repeat` makes the same call once more,
 * in the same organization and with a new timestamp, stamped by another stamper; a refusal of that is not answered again.
 */
export type StepUp = <Answer>(refusal: ApiError, repeat: (stamper: Stamper) => Promise<Answer>) => Promise<Answer>

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
   * Changes a user's name, e-mail address or telephone number.
   * @param input `userId` as a UUID and what changes; `""` clears, what is left out stays
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
   * URL, body and stamp of any operation, unsent: anybody may post them, for instance with `sendSigned`.
   * @param name path segment of the operation, such as `create_api_keys`
   * @param input what the method of that operation takes
   * @throws STAMPER_MISSING when the client has no stamper
   */
  sign<Name extends OperationName>(name: Name, input: OperationInput<Name>): Promise<SignedRequest> {
    return this.#watch(input, async () => {
      const request = this.#build(name, input, this.#getOrganizationId())
      return { ...request, stamp: await stampWith(this.#config.stamper, request.body) }
    })
  }

  #query<Name extends QueryName>(name: Name, input: QueryInput<Name>): Promise<QueryResponse[Name]> {
    return this.#watch(input, async () => (await this.#ask(name, input)) as QueryResponse[Name])
  }

  #submit<Name extends ActivityName>(name: Name, input: ActivityInput<Name>): Promise<ActivityOutput<Name>> {
    return this.#watch(input, async () => {
      const activity = readActivity(await this.#ask(name, input))
      return readResult(name, await pollActivity(activity, (latest) => this.#askAgain(latest)))
    })
  }

  /** Part of the caller's write, so it is not watched by itself: each rejection is told once. */
  async #askAgain({ id, organizationId }: ActivityRecord): Promise<ActivityRecord> {
    const input: QueryInput<'get_activity'> = { organizationId, activityId: id }
    return readActivity(await this.#ask('get_activity', input))
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

  /** The organization is asked for once: a call stays where it was meant for, whoever logs in during the step-up. */
  async #ask(name: OperationName, input: AnyInput): Promise<JsonObject> {
    const { stamper, stepUp } = this.#config
    const organizationId = this.#getOrganizationId()
    const post = (by: Stamper | undefined): Promise<JsonObject> =>
      this.#post(this.#build(name, input, organizationId), by)
    try {
      return await post(stamper)
    } catch (error) {
      if (!stepUp || !(error instanceof ApiError) || error.code !== 'STEP_UP_REQUIRED') throw error
      return await stepUp(error, post)
    }
  }

  #build(name: OperationName, input: AnyInput, organizationId: string): UnsignedRequest {
    return buildRequest(this.#baseUrl, name, input, organizationId, this.#config.nowMs?.())
  }

  #getOrganizationId(): string {
    const { organizationId } = this.#config
    return typeof organizationId === 'string' ? organizationId : organizationId()
  }

  async #post({ url, body }: UnsignedRequest, stamper: Stamper | undefined): Promise<JsonObject> {
    const { clientVersion, timeoutMs = defaultTimeoutMs, onAnswer } = this.#config
    const proof = await this.#prove(body, stamper)
    return send(url, body, { [headers.clientVersion]: clientVersion, ...proof }, timeoutMs, onAnswer)
  }

  async #prove(body: string, stamper: Stamper | undefined): Promise<Readonly<Record<string, string>>> {
    const { readOnlySession } = this.#config
    if (!stamper && readOnlySession) return { [headers.session]: readOnlySession }
    const { stampHeaderName, stampHeaderValue } = await stampWith(stamper, body)
    return { [stampHeaderName]: stampHeaderValue }
  }
}

async function stampWith(stamper: Stamper | undefined, body: string): Promise<Stamp> {
  if (!stamper) throw new LatchkeyError('STAMPER_MISSING')
  return await stamper.stamp(body)
}
