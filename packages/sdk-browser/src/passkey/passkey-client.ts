/** The client whose requests are signed by a passkey, one touch each. */
import { type ActivityOutput, ApiClient, type ApiClientConfig, type Stamper } from '@latchkey/http-client'
import type { SessionKeyMaker } from '../session/make-session-key.ts'
import { openSession } from '../session/open-session.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import { type CreatedPasskey, type CreatePasskeyParams, createPasskey } from './create-passkey.ts'
import { type PromptParams, toDescriptors, type UsedPasskey } from './passkey-stamper.ts'

/** What the passkey client needs of the page it works in. */
export interface PasskeyClientPage {
  /** UUID of the organization `login()` asks. */
  readonly defaultOrganizationId: string
  /** Domain of new passkeys; default the page's host name. */
  readonly rpId: string | undefined
  readonly session: SessionKeeper
  /** A stamper that asks for the passkeys of this client in another way. */
  makeStamper(prompt: PromptParams): Stamper
  /** The connected auth iframe, if there is one. */
  findIframe(): SessionKeyMaker | undefined
  /** UUID of the logged-in user's organization, else the default one. */
  getOrganizationId(): string
  /** Brings the key of the stored session into the auth iframe, if there is one. */
  restore(): Promise<unknown>
  /** Ends log-in and session of whoever used this page before. */
  logOut(): Promise<unknown>
}

/** Signs with a passkey: logs in, opens sessions, and makes any request at the price of a touch. */
export class TurnkeyPasskeyClient extends ApiClient {
  readonly #config: ApiClientConfig & { stamper: Stamper }
  readonly #page: PasskeyClientPage

  /**
   * Makes a client; applications call `turnkey.passkeyClient()`.
   * @param config server, organization and the stamper that asks for the passkey
   * @param page what the client needs of the page
   */
  constructor(config: ApiClientConfig & { stamper: Stamper }, page: PasskeyClientPage) {
    super(config)
    this.#config = config
    this.#page = page
  }

  /**
   * Logs in with one touch: afterwards `getCurrentUser()` names the user, and the page may read, and only read, for an hour.
   * @param prompt how to ask in another way than with a prompt at once, such as `@latchkey/sdk-browser/autofill` does
   * @throws PasskeyError when no passkey answers
   * @throws ApiError when the server refuses
   */
  async login(prompt: PromptParams = {}): Promise<ActivityOutput<'create_read_only_session'>> {
    const { session, defaultOrganizationId, makeStamper } = this.#page
    let passkey: UsedPasskey | undefined
    const stamper = makeStamper({
      ...prompt,
      onUsed: (used) => {
        passkey = used
      },
    })
    const client = new ApiClient({ ...this.#config, stamper })
    const login = await client.createReadOnlySession({ organizationId: defaultOrganizationId })
    const { userId, username, organizationId, organizationName } = login
    if (session.isOfAnother(userId)) await this.#page.logOut()
    session.saveUser({
      userId,
      username,
      organization: { organizationId, organizationName },
      // The protocol counts this one in seconds.
      readOnlySession: { token: login.session, expiresAtMs: Number(login.sessionExpiry) * 1000 },
      ...(passkey && { passkey }),
    })
    return login
  }

  /**
   * A new passkey, after one touch, in the form `createSubOrganization` and `createAuthenticators` take. Nothing is sent.
   * @param params parts of the browser's creation options that differ from the defaults, such as `publicKey.user.name`
   * @throws PASSKEY_ALREADY_REGISTERED, PASSKEY_OPTIONS_REFUSED, PASSKEY_DEVICE_UNSUITABLE or another PasskeyError when none is made
   */
  createUserPasskey(params: CreatePasskeyParams = {}): Promise<CreatedPasskey> {
    return createPasskey(params, this.#page.rpId)
  }

  /**
   * Opens a session with one touch and returns its auth bundle, base58check, for `injectCredentialBundle`. The bundle is stored,
   * so that `getActiveClient()` finds the session again after a reload, and injected into this page's iframe if it fits. Whoever
   * logged in is asked for the passkey they did that with.
   * @param userId UUID
   * @param targetPublicKey `iframePublicKey` of the auth iframe, hexadecimal. The session key is made inside this page's iframe if the key is its own.
   * @param expirationSeconds whole seconds in decimal digits, up to the server's limit; default "900"
   * @param organizationId UUID; default the logged-in user's organization, else the configured one
   * @throws EXPIRATION_INVALID, TARGET_KEY_MISSING, LOGIN_REQUIRED when an input is missing or malformed
   * @throws IframeError when the iframe does not make a key
   * @throws PasskeyError when no passkey approves
   * @throws ApiError when the server refuses
   */
  async createPasskeySession(
    userId: string,
    targetPublicKey: string,
    expirationSeconds = '900',
    organizationId: string = this.#page.getOrganizationId(),
  ): Promise<string> {
    const iframe = this.#page.findIframe()
    const session = await openSession(
      { userId, targetPublicKey, expirationSeconds, organizationId, iframe },
      { ...this.#config, stamper: this.#stamperOf(userId) },
      () => this.#page.session.clockOffsetMs,
    )
    this.#page.session.saveSession(session)
    await this.#page.restore()
    return session.bundle
  }
  #stamperOf(userId: string): Stamper {
    const user = this.#page.session.findUser()
    if (user?.userId !== userId) return this.#config.stamper
    return this.#page.makeStamper({ findCredentials: () => toDescriptors(user.passkey) })
  }
}
