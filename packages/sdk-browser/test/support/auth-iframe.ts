/** An auth iframe, which Node cannot load: answers the page's messages with real keys over a real port. */
import {
  type IframeReply,
  type IframeRequest,
  iframeReplyTypes,
  iframeRequestTypes,
} from '@latchkey/contract/iframe-messages'
import {
  generateSigningKey,
  generateTargetKey,
  importSigningKey,
  makeApiKeyStamp,
  openCredentialBundle,
  publicKeyOf,
  sealCredentialBundle,
  signDer,
  type TargetKey,
  toHex,
  toUtf8,
} from '@latchkey/crypto'

/** What outlives a reload of the frame. */
export interface FrameStorage {
  target?: TargetKey
}

const refusal = (code: string): IframeReply => ({
  type: iframeReplyTypes.error,
  value: `Error: ${code} happened.`,
  code,
})

/** The frame's side of the port. */
export class AuthIframe {
  readonly #storage: FrameStorage
  #port: MessagePort | undefined
  #privateKey: Uint8Array<ArrayBuffer> | undefined
  /** Every request received. */
  readonly received: IframeRequest[] = []
  /** Types it leaves without a reply. */
  readonly ignored = new Set<string>()

  constructor(storage: FrameStorage) {
    this.#storage = storage
  }

  /** How many requests of a type were received. */
  count(type: string): number {
    return this.received.filter((request) => request.type === type).length
  }

  /** Takes the port the page hands over, and announces itself. */
  async adopt(port: MessagePort): Promise<void> {
    this.#port = port
    port.onmessage = ({ data }: MessageEvent<IframeRequest>) => void this.#answer(data)
    this.announce({ type: iframeReplyTypes.publicKeyReady, value: await this.#tellTarget(), storage: 'indexeddb' })
  }

  /** Says something unasked. */
  announce(message: IframeReply): void {
    this.#port?.postMessage(message)
  }

  close(): void {
    this.#port?.close()
  }

  async #answer(request: IframeRequest): Promise<void> {
    this.received.push(request)
    if (this.ignored.has(request.type)) return
    const reply = await this.#handle(request).catch((error: { code?: string }) => refusal(error.code ?? 'UNKNOWN'))
    this.#port?.postMessage({ ...reply, requestId: request.requestId })
  }

  async #handle({ type, value }: IframeRequest): Promise<IframeReply> {
    if (type === iframeRequestTypes.stamp) return this.#stamp(String(value))
    if (type === iframeRequestTypes.injectCredentialBundle) return this.#inject(String(value))
    if (type === iframeRequestTypes.createSessionKey) return this.#create()
    if (type === iframeRequestTypes.initEmbeddedKey) {
      return { type: iframeReplyTypes.embeddedPublicKey, value: await this.#tellTarget() }
    }
    this.#privateKey = undefined
    delete this.#storage.target
    return { type: iframeReplyTypes.embeddedKeyReset, value: null }
  }

  async #stamp(body: string): Promise<IframeReply> {
    if (!this.#privateKey) return refusal('IFRAME_KEY_MISSING')
    const key = await importSigningKey(this.#privateKey)
    const publicKeyHex = toHex(await publicKeyOf(this.#privateKey))
    const sign = (bytes: Uint8Array) => signDer(key, bytes)
    return { type: iframeReplyTypes.stamp, value: await makeApiKeyStamp({ publicKeyHex, body: toUtf8(body), sign }) }
  }

  async #inject(bundle: string): Promise<IframeReply> {
    this.#privateKey = await openCredentialBundle({ bundle, targetKey: await this.#getTarget() })
    return { type: iframeReplyTypes.bundleInjected, value: true }
  }

  async #create(): Promise<IframeReply> {
    const { privateKey, publicKey } = await generateSigningKey()
    const targetPublicKey = (await this.#getTarget()).publicKey
    const credentialBundle = await sealCredentialBundle({ targetPublicKey, privateKey })
    return { type: iframeReplyTypes.sessionKeyCreated, value: { publicKeyHex: toHex(publicKey), credentialBundle } }
  }

  async #tellTarget(): Promise<string> {
    return toHex((await this.#getTarget()).publicKey)
  }

  async #getTarget(): Promise<TargetKey> {
    this.#storage.target ??= await generateTargetKey()
    return this.#storage.target
  }
}
