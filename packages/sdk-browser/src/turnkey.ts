/** The entry of the SDK: makes the clients of one page and keeps its session. */
import type { Authenticator } from '@latchkey/contract'
import { ApiClient, type ApiClientConfig, ApiError, LatchkeyError } from '@latchkey/http-client'
import { checkConfig, checkUrl, clientVersion, type TurnkeyConfig } from './config.ts'
import { CurrentIframe } from './iframe/current-iframe.ts'
import { TurnkeyIframeClient } from './iframe/iframe-client.ts'
import type { IframeStamper } from './iframe/iframe-stamper.ts'
import { openIframe } from './iframe/open-iframe.ts'
import { TurnkeyPasskeyClient } from './passkey/passkey-client.ts'
import {
  PasskeyStamper,
  type PasskeyStamperParams,
  type PromptParams,
  toDescriptors,
} from './passkey/passkey-stamper.ts'
import { stepUp } from './passkey/step-up.ts'
import { ActiveClient } from './session/active-client.ts'
import { inOneTab } from './session/in-one-tab.ts'
import { logOut } from './session/log-out.ts'
import { SessionKeeper } from './session/session-keeper.ts'
import type { CurrentUser } from './session/session-records.ts'
import { endsSession, mayBeRenewed } from './session/session-state.ts'
import { SessionStorage } from './session/session-storage.ts'
import { SessionStore } from './session/session-store.ts'

/** What {@link Turnkey.iframeClient} takes. */
export interface IframeClientParams {
  /** Element the iframe becomes a child of; it may be hidden. */
  iframeContainer: HTMLElement | null | undefined
  /** Absolute URL of the auth iframe; default the configured one. */
  iframeUrl?: string | undefined
  /** Id of the iframe element; default none. */
  iframeElementId?: string | undefined
  /** Aborting it removes the iframe at any time. */
  signal?: AbortSignal | undefined
}

/**
 * Passkey sessions in a page.
 * @example
 * ```ts
 * const turnkey = new Turnkey({ apiBaseUrl, defaultOrganizationId })
 * const passkeyClient = turnkey.passkeyClient()
 * const iframeClient = await turnkey.iframeClient({ iframeContainer: document.getElementById('auth'), iframeUrl })
 * await passkeyClient.login()
 * const user = await turnkey.getCurrentUser()
 * await passkeyClient.createPasskeySession(user?.userId ?? '', iframeClient.iframePublicKey ?? '', '900')
 * const client = await turnkey.getActiveClient()
 * await client.getWhoami()
 * ```
 */
export class Turnkey {
  /** As given to the constructor. */
  readonly config: TurnkeyConfig
  /** Observable state of the session, for user interfaces. */
  readonly session: SessionStore
  readonly #keeper = new SessionKeeper(new SessionStorage())
  readonly #iframe = new CurrentIframe()
  readonly #activeClient: ActiveClient<TurnkeyIframeClient, TurnkeyPasskeyClient>
  #defaultPasskeyClient: TurnkeyPasskeyClient | undefined

  /**
   * Takes the configuration. Touches neither page nor storage, so it may run on a server.
   * @param config where API server and auth iframe are, and which organization is meant
   * @throws CONFIG_INVALID when an URL is not absolute http or https, the organization is missing, or `stepUp` or `renewal` is another word
   */
  constructor(config: TurnkeyConfig) {
    checkConfig(config)
    this.config = config
    this.session = new SessionStore(this.#keeper)
    this.#activeClient = new ActiveClient(this.#keeper, {
      findIframeClient: () => this.#iframe.find(),
      getPasskeyClient: () => this.#getDefaultPasskeyClient(),
    })
  }

  /**
   * A client that signs every request with a passkey.
   * @param params which passkeys may answer, and how; default any of the configured rpId
   */
  passkeyClient(params: PasskeyStamperParams = {}): TurnkeyPasskeyClient {
    return this.#makePasskeyClient(params, {})
  }

  /**
   * A client for what a session may not do: it asks for the passkey of whoever logged in, at once. With the client of the session
   * the request would be refused first.
   */
  stepUpClient(): TurnkeyPasskeyClient {
    return this.#getDefaultPasskeyClient()
  }

  #makePasskeyClient(params: PasskeyStamperParams, usual: PromptParams): TurnkeyPasskeyClient {
    const rpId = params.rpId ?? this.config.rpId
    const makeStamper = (prompt: PromptParams): PasskeyStamper => new PasskeyStamper({ ...params, rpId }, prompt)
    const config = { ...this.#toApiConfig(), stamper: makeStamper(usual) }
    return new TurnkeyPasskeyClient(config, {
      defaultOrganizationId: this.config.defaultOrganizationId,
      rpId,
      session: this.#keeper,
      makeStamper,
      findIframe: () => this.#iframe.client,
      getOrganizationId: () => this.#getOrganizationId(),
      restore: () => this.getActiveClient(),
      logOut: () => this.logoutUser(),
    })
  }

  /**
   * A client that signs with the session key in the auth iframe, once the iframe is in the page and has answered. A stored session is restored.
   * @param params where the iframe goes
   * @throws CONFIG_INVALID when no iframeUrl is known
   * @throws IFRAME_CONTAINER_MISSING, IFRAME_ALREADY_EXISTS when it cannot go there
   * @throws IFRAME_NOT_LOADED, IFRAME_ORIGIN_REFUSED, IFRAME_EMBEDDER_POLICY, IFRAME_BLOCKED when it does not answer within ten seconds
   * @throws IFRAME_OUTDATED when it is older than this SDK
   */
  async iframeClient(params: IframeClientParams): Promise<TurnkeyIframeClient> {
    const opening = this.#openIframe(params)
    this.#iframe.add(opening, params.signal)
    try {
      const client = await opening
      this.#keeper.setProblem(undefined)
      this.#keepRestoring(params.signal)
      return client
    } catch (error) {
      this.#noteProblem(error, params.signal)
      throw error
    }
  }

  /**
   * The client to use now: the auth iframe's while the session lives, so that no touch is needed, else the passkey's. Decided
   * without asking the server; after a reload the stored session is brought back first. Waits for an iframe that is opening.
   */
  getActiveClient(): Promise<TurnkeyIframeClient | TurnkeyPasskeyClient> {
    return this.#activeClient.find()
  }

  /** Who logged in, without a request; `undefined` when nobody did. */
  async getCurrentUser(): Promise<CurrentUser | undefined> {
    return this.#keeper.findUser()
  }

  /** A client that may only read, on behalf of who logged in; `undefined` when nobody did or the hour is over. */
  async currentUserSession(): Promise<ApiClient | undefined> {
    const readOnlySession = this.#keeper.findReadOnlyToken()
    return readOnlySession === undefined ? undefined : new ApiClient({ ...this.#toApiConfig(), readOnlySession })
  }

  /** Auth bundle of the session, base58check; `undefined` when no session lives. */
  async getAuthBundle(): Promise<string | undefined> {
    return this.#keeper.findLiveSession()?.bundle
  }

  /**
   * Gives the session a later end without a touch, in all tabs, of which one asks the server; `true` when it has one. Does nothing,
   * and returns `false`, when no session can be used.
   * @param expirationSeconds from now, in decimal digits; default the length it was opened with
   * @throws STEP_UP_REQUIRED when it cannot get any longer without a touch: open another one then
   * @throws ApiError when the server refuses or does not answer
   */
  async renewSession(expirationSeconds?: string): Promise<boolean> {
    const before = this.#keeper.findLiveSession()
    const hasLaterEnd = (): boolean => {
      const now = this.#keeper.findLiveSession()
      return now !== undefined && now.bundle === before?.bundle && now.expiresAtMs > before.expiresAtMs
    }
    await inOneTab('@latchkey/renewal', async () => {
      const client = await this.getActiveClient()
      if (before && client === this.#iframe.client && !hasLaterEnd()) {
        const { organizationId } = before
        await client.renewSession({ organizationId, ...(expirationSeconds && { expirationSeconds }) })
      }
    })
    return hasLaterEnd()
  }

  /**
   * Logs out, and returns `true`: deletes session key and read-only session on the server, wipes the auth iframe, then storage.
   * What cannot be reached is left out; the session key ends at its time at the latest.
   */
  async logoutUser(): Promise<boolean> {
    await logOut({
      deleteSessionKey: () => this.#deleteSessionKey(),
      deleteReadOnlySession: async () => (await this.currentUserSession())?.deleteReadOnlySessions(),
      resetIframe: async () => (await this.#iframe.find())?.resetEmbeddedKey(),
      forgetAll: () => this.#keeper.forgetAll(),
    })
    return true
  }

  async #deleteSessionKey(): Promise<void> {
    const client = await this.getActiveClient()
    const session = this.#keeper.findLiveSession()
    if (!session || client !== this.#iframe.client) return
    const { userId, apiKeyId, organizationId } = session
    await client.deleteApiKeys({ userId, apiKeyIds: [apiKeyId], organizationId })
  }

  async #openIframe(params: IframeClientParams): Promise<TurnkeyIframeClient> {
    const { iframeUrl = this.config.iframeUrl, iframeContainer: container, iframeElementId: elementId, signal } = params
    checkUrl('iframeUrl', iframeUrl)
    const stamper = await openIframe({ container, iframeUrl, elementId, signal })
    this.#keeper.setIframeStorage(stamper.storage)
    const config: ApiClientConfig = {
      ...this.#toApiConfig(),
      organizationId: () => this.#getSessionOrganizationId(),
      onError: (error, organizationId) => this.#endIfRefused(stamper.heldBundle, error, organizationId),
      ...(this.config.stepUp !== 'never' && this.#toStepUp(stamper)),
    }
    return new TurnkeyIframeClient(config, stamper, {
      findExpiry: (bundle) => this.#findExpiry(bundle),
      markRestored: (bundle, expiresAtMs = Number.POSITIVE_INFINITY) =>
        this.#keeper.markRestored(bundle, expiresAtMs + this.#keeper.clockOffsetMs),
      markRenewed: ({ apiKeyId, expiresAtSeconds, renewableUntilSeconds }) =>
        this.#keeper.extendSession(apiKeyId, Number(expiresAtSeconds) * 1000, Number(renewableUntilSeconds) * 1000),
      markEnded: (sessionIds) => {
        const session = this.#keeper.findSession()
        if (session && sessionIds.includes(session.apiKeyId)) this.#keeper.endSession(session.bundle)
      },
    })
  }

  /** An iframe that was taken away is no problem, nor one beside another that works. */
  #noteProblem(problem: unknown, signal: AbortSignal | undefined): void {
    if (signal?.aborted || this.#iframe.client || !(problem instanceof LatchkeyError)) return
    if (problem.code === 'IFRAME_NOT_LOADED' && navigator.onLine === false) this.#keeper.setOffline(true)
    else this.#keeper.setProblem(problem)
    signal?.addEventListener('abort', () => this.#keeper.setProblem(undefined), { once: true })
  }

  #toStepUp(stamper: IframeStamper): Pick<ApiClientConfig, 'stepUp'> {
    const user = { rpId: this.config.rpId, findPasskeys: () => this.#findPasskeys(stamper) }
    return { stepUp: (refusal, repeat) => stepUp(refusal, repeat, user) }
  }

  /** With all of them named, the browser offers no passkey of another account on this device. */
  async #findPasskeys(stamper: IframeStamper): Promise<Authenticator[] | undefined> {
    const session = this.#keeper.findSession()
    if (!session || session.bundle !== stamper.heldBundle) return undefined
    const { organizationId, userId } = session
    const client = new ApiClient({ ...this.#toApiConfig(), stamper })
    return (await client.getAuthenticators({ organizationId, userId })).authenticators
  }

  #isToBeRenewed(): boolean {
    const session = this.#keeper.findLiveSession()
    const isExpiring = this.session.getSnapshot().status === 'expiring'
    return this.config.renewal === 'automatic' && isExpiring && session !== undefined && mayBeRenewed(session)
  }

  /** A session found in storage, or opened in another tab, is brought back without waiting to be asked for. */
  #keepRestoring(signal: AbortSignal | undefined): void {
    const restore = (): void => {
      if (this.#keeper.needsRestoring()) void this.getActiveClient()
      if (this.#isToBeRenewed()) this.renewSession().catch(() => {})
    }
    const stop = this.session.subscribe(restore)
    signal?.addEventListener('abort', stop, { once: true })
    restore()
  }

  #endIfRefused(heldBundle: string | undefined, error: unknown, organizationId: string | undefined): void {
    this.#keeper.noteError(error)
    const session = this.#keeper.findSession()
    if (!(error instanceof ApiError) || !session || session.bundle !== heldBundle) return
    const askedOrganizationId = organizationId ?? this.#getSessionOrganizationId()
    if (endsSession(error.code, askedOrganizationId, session)) this.#keeper.endSession(session.bundle)
  }

  #findExpiry(bundle: string): number | undefined {
    const session = this.#keeper.findSession()
    // The iframe has no other clock than this device's.
    return session?.bundle === bundle ? session.expiresAtMs - this.#keeper.clockOffsetMs : undefined
  }

  /** Stands in for the session of whoever logged in, so it asks for the passkey they did that with. */
  #getDefaultPasskeyClient(): TurnkeyPasskeyClient {
    const findCredentials = () => toDescriptors(this.#keeper.findUser()?.passkey)
    this.#defaultPasskeyClient ??= this.#makePasskeyClient({}, { findCredentials })
    return this.#defaultPasskeyClient
  }

  #getOrganizationId(): string {
    return this.#keeper.findUser()?.organization.organizationId ?? this.config.defaultOrganizationId
  }

  /** The session key is known in the session's organization, whether or not anybody logged in. */
  #getSessionOrganizationId(): string {
    const { user, session } = this.#keeper.readFacts()
    return user?.organization.organizationId ?? session?.organizationId ?? this.config.defaultOrganizationId
  }

  #toApiConfig(): ApiClientConfig {
    const { apiBaseUrl } = this.config
    return {
      apiBaseUrl,
      clientVersion,
      organizationId: () => this.#getOrganizationId(),
      nowMs: () => this.#keeper.nowMs(),
      onAnswer: (answered) => this.#keeper.noteAnswer(answered),
      onError: (error) => this.#keeper.noteError(error),
    }
  }
}
