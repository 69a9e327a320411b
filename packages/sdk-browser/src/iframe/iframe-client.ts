/** The client whose requests are signed inside the auth iframe. */
import type { CreatedSessionKey, IframeStorage } from '@latchkey/contract/iframe-messages'
import { type ActivityInput, type ActivityOutput, ApiClient, type ApiClientConfig } from '@latchkey/http-client'
import type { IframeError } from './iframe-error.ts'
import type { IframeStamper } from './iframe-stamper.ts'

/** What the iframe client knows of the session: when it ends, and that its key is back. */
export interface IframeSession {
  /** When the session of a bundle ends, in milliseconds since 1970-01-01 UTC; `undefined` for a bundle from elsewhere. */
  findExpiry(bundle: string): number | undefined
  /** The frame holds the key of a bundle, until the end that was found for it. */
  markRestored(bundle: string, expiresAtMs: number | undefined): void
  /** The session has a later end. */
  markRenewed(renewed: ActivityOutput<'renew_session'>): void
  /** Sessions were ended, the one of the key that signed maybe among them. */
  markEnded(sessionIds: readonly string[]): void
}

/** Signs without a touch, with the session key in the auth iframe. */
export class TurnkeyIframeClient extends ApiClient {
  readonly #stamper: IframeStamper
  readonly #session: IframeSession

  /**
   * Makes a client of a connected frame; applications call `turnkey.iframeClient()`.
   * @param config server and organization
   * @param stamper connected to the frame
   * @param session what is known of the session
   */
  constructor(config: ApiClientConfig, stamper: IframeStamper, session: IframeSession) {
    super({ ...config, stamper })
    this.#stamper = stamper
    this.#session = session
  }

  /** Target public key, uncompressed, 130 hexadecimal characters; another one after a reset, `null` while there is none. */
  get iframePublicKey(): string | null {
    return this.#stamper.publicKeyHex ?? null
  }

  /** `memory` where the browser lets the iframe store nothing: then a session ends with the page. */
  get storage(): IframeStorage | undefined {
    return this.#stamper.storage
  }

  /** IFRAME_STORAGE_BLOCKED or IFRAME_KEYS_NOT_STORABLE, for people, when sessions end with the page; else `undefined`. */
  get storageProblem(): IframeError | undefined {
    return this.#stamper.storageProblem
  }

  /** Bundle whose key signs now, or `undefined`. */
  get heldBundle(): string | undefined {
    return this.#stamper.heldBundle
  }

  /**
   * Makes the key in a bundle the one that signs; `true` when it does.
   * @param bundle base58check or base64url: from `createPasskeySession`, or an official one sealed to `iframePublicKey`
   * @throws BUNDLE_MALFORMED, BUNDLE_NOT_FOR_THIS_KEY when it does not open
   * @throws IFRAME_KEY_MISSING when its session has ended
   * @throws IFRAME_TIMED_OUT after ten seconds
   */
  async injectCredentialBundle(bundle: string): Promise<boolean> {
    const expiresAtMs = this.#session.findExpiry(bundle)
    await this.#stamper.inject(bundle, expiresAtMs)
    this.#session.markRestored(bundle, expiresAtMs)
    return true
  }

  /**
   * Lengthens the session whose key signs, in all tabs; see `Turnkey.renewSession`, which lets only one of them ask.
   * @param input `expirationSeconds` from now as a decimal string, default the session’s configured life
   */
  override async renewSession(input: ActivityInput<'renew_session'> = {}): Promise<ActivityOutput<'renew_session'>> {
    const renewed = await super.renewSession(input)
    this.#session.markRenewed(renewed)
    return renewed
  }

  /**
   * Ends sessions; if the one whose key signs is among them, all tabs know it at once and not from their next request's refusal.
   * @param input `sessionIds` or `scope`
   */
  override async endSessions(input: ActivityInput<'end_sessions'>): Promise<ActivityOutput<'end_sessions'>> {
    const ended = await super.endSessions(input)
    this.#session.markEnded(ended.sessionIds)
    return ended
  }

  /**
   * A new session key, made in the frame: its public half, to be registered, and a bundle only this frame opens.
   * @throws IFRAME_TIMED_OUT after ten seconds
   */
  createSessionKey(): Promise<CreatedSessionKey> {
    return this.#stamper.createSessionKey()
  }

  /**
   * Wipes every key of the frame; older bundles do not open any more, and `iframePublicKey` is a new one.
   * @throws IFRAME_TIMED_OUT after ten seconds
   */
  resetEmbeddedKey(): Promise<void> {
    return this.#stamper.reset()
  }
}
