/** What the auth iframe can do for the page, as typed calls; its keys never come out. */
import { stampHeaderNames } from '@latchkey/contract/headers'
import {
  type CreatedSessionKey,
  type IframeReply,
  type IframeStorage,
  iframeReplyTypes,
  iframeRequestTypes,
} from '@latchkey/contract/iframe-messages'
import type { Stamp, Stamper } from '@latchkey/http-client'
import type { IframeChannel } from './iframe-channel.ts'
import { IframeError } from './iframe-error.ts'

/** Stamps with the session key inside the auth iframe: no touch. */
export class IframeStamper implements Stamper {
  readonly #channel: IframeChannel
  #publicKeyHex: string | undefined
  #storage: IframeStorage | undefined
  #storageProblem: IframeError | undefined
  #heldBundle: string | undefined

  /**
   * Takes the channel without using it.
   * @param channel connection to the frame
   */
  constructor(channel: IframeChannel) {
    this.#channel = channel
  }

  /** Target public key of the frame, uncompressed, 130 hexadecimal characters; `undefined` while there is none. */
  get publicKeyHex(): string | undefined {
    return this.#publicKeyHex
  }

  /** Where the frame keeps its target key. */
  get storage(): IframeStorage | undefined {
    return this.#storage
  }

  /** Why sessions end with the page; `undefined` where they do not. */
  get storageProblem(): IframeError | undefined {
    return this.#storageProblem
  }

  /** Bundle whose key signs now, as far as the page knows. */
  get heldBundle(): string | undefined {
    return this.#heldBundle
  }

  /**
   * Takes what the frame says of itself; true if it named its key. A frame that announces itself has just started, so it holds
   * no session key.
   * @param announcement PUBLIC_KEY_READY
   */
  hear({ value, storage, storageProblem }: IframeReply): boolean {
    if (typeof value !== 'string') return false
    this.#publicKeyHex = value
    this.#storage = storage
    this.#storageProblem = storage === 'memory' ? toStorageError(storageProblem) : undefined
    this.#heldBundle = undefined
    return true
  }

  /**
   * The `X-Stamp` header over the UTF-8 bytes of a body.
   * @param body the body exactly as it will be sent: a JSON object of at most 256 KiB
   * @throws IFRAME_KEY_MISSING when no bundle was injected or its session has ended
   * @throws IFRAME_PAYLOAD_REFUSED when the body is something else
   * @throws IFRAME_TIMED_OUT after ten seconds
   * @see Turnkey wire protocol: X-Stamp
   */
  async stamp(body: string): Promise<Stamp> {
    const value = await this.#ask(iframeRequestTypes.stamp, iframeReplyTypes.stamp, { value: body })
    return { stampHeaderName: stampHeaderNames.stamp, stampHeaderValue: readText(value) }
  }

  /**
   * Makes the key in a bundle the one that signs, in place of any other.
   * @param bundle credential bundle, base58check or base64url, sealed to this frame's target key
   * @param expiresAtMs when the frame drops the key by itself, in milliseconds since 1970-01-01 UTC
   * @throws BUNDLE_MALFORMED, BUNDLE_NOT_FOR_THIS_KEY when it does not open
   * @throws IFRAME_KEY_MISSING when its session has ended
   * @throws IFRAME_TIMED_OUT after ten seconds
   */
  async inject(bundle: string, expiresAtMs: number | undefined): Promise<void> {
    this.#heldBundle = undefined
    const members = { value: bundle, ...(expiresAtMs !== undefined && { expiresAtMs }) }
    await this.#ask(iframeRequestTypes.injectCredentialBundle, iframeReplyTypes.bundleInjected, members)
    this.#heldBundle = bundle
  }

  /**
   * A new session key: its public half, and a bundle only this frame opens. It signs once the bundle is injected.
   * @throws IFRAME_TIMED_OUT after ten seconds
   */
  async createSessionKey(): Promise<CreatedSessionKey> {
    const key = await this.#ask(iframeRequestTypes.createSessionKey, iframeReplyTypes.sessionKeyCreated)
    if (isSessionKey(key)) return key
    throw malformed()
  }

  /**
   * Wipes every key of the frame and makes a new target key, to which older bundles do not open.
   * @throws IFRAME_TIMED_OUT after ten seconds
   */
  async reset(): Promise<void> {
    this.#heldBundle = undefined
    await this.#ask(iframeRequestTypes.resetEmbeddedKey, iframeReplyTypes.embeddedKeyReset)
    this.#publicKeyHex = undefined
    this.#publicKeyHex = readText(
      await this.#ask(iframeRequestTypes.initEmbeddedKey, iframeReplyTypes.embeddedPublicKey),
    )
  }

  async #ask(
    type: string,
    replyType: string,
    members: { value?: string; expiresAtMs?: number } = {},
  ): Promise<unknown> {
    try {
      return await this.#channel.request({ type, ...members }, replyType)
    } catch (error) {
      if (error instanceof IframeError && error.code === 'IFRAME_KEY_MISSING') this.#heldBundle = undefined
      throw error
    }
  }
}

/**
 * What keeps the key of a frame out of an IndexedDB that is there, but that does not clone keys (WebKit in private windows and in Lockdown Mode): the
 * refusal itself, or the abort of the transaction it happened in.
 */
const keyProblems: readonly string[] = ['DataCloneError', 'AbortError']

function toStorageError(problem = ''): IframeError {
  return new IframeError(keyProblems.includes(problem) ? 'IFRAME_KEYS_NOT_STORABLE' : 'IFRAME_STORAGE_BLOCKED')
}

function isSessionKey(value: unknown): value is CreatedSessionKey {
  return (
    typeof value === 'object' &&
    value !== null &&
    'publicKeyHex' in value &&
    typeof value.publicKeyHex === 'string' &&
    'credentialBundle' in value &&
    typeof value.credentialBundle === 'string'
  )
}

function readText(value: unknown): string {
  if (typeof value === 'string') return value
  throw malformed()
}

const malformed = (): IframeError =>
  new IframeError('IFRAME_MESSAGE_REFUSED', {
    message: 'The auth iframe sent a reply of another form.',
    remedy: 'Serve the auth iframe that belongs to this version of the SDK.',
  })
