/** The key that signs: in memory only, since the stored bundle and the stored target key bring it back after a reload. */
import { type Bytes, importSigningKey, makeApiKeyStamp, publicKeyOf, signDer, toHex } from '@latchkey/crypto'
import { FrameError } from './frame-error.ts'

/** The longest delay a timer takes; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1

interface HeldKey {
  readonly signingKey: CryptoKey
  readonly publicKeyHex: string
  readonly expiresAtMs: number
}

/** Holder of at most one session key, which nothing can read out. */
export class SessionKey {
  #held: HeldKey | undefined
  #expiry: ReturnType<typeof setTimeout> | undefined

  /**
   * Takes a key, in place of the one held so far, and drops it by itself when its session ends.
   * @param privateKey 32 bytes; the caller wipes them
   * @param expiresAtMs milliseconds since 1970-01-01 UTC; `Infinity` when unknown
   * @throws PRIVATE_KEY_MALFORMED when the bytes are not a P-256 private key
   */
  async hold(privateKey: Bytes, expiresAtMs: number): Promise<void> {
    const signingKey = await importSigningKey(privateKey)
    const publicKeyHex = toHex(await publicKeyOf(privateKey))
    this.drop()
    this.#held = { signingKey, publicKeyHex, expiresAtMs }
    this.#dropWhenExpired(expiresAtMs)
  }

  /**
   * The value of the `X-Stamp` header for a body: base64url of JSON.
   * @param body bytes of the body exactly as they will be sent
   * @throws IFRAME_KEY_MISSING when no key is held or its session has ended
   */
  async stamp(body: Bytes): Promise<string> {
    const held = this.#held
    if (held === undefined || held.expiresAtMs <= Date.now()) {
      throw new FrameError(
        'IFRAME_KEY_MISSING',
        'cannot sign payload without credential. Has a credential bundle been injected into the iframe?',
      )
    }
    const { publicKeyHex, signingKey } = held
    return makeApiKeyStamp({ publicKeyHex, body, sign: (bytes) => signDer(signingKey, bytes) })
  }

  /** Forgets the key. */
  drop(): void {
    clearTimeout(this.#expiry)
    this.#held = undefined
  }

  #dropWhenExpired(expiresAtMs: number): void {
    const remainingMs = expiresAtMs - Date.now()
    if (remainingMs <= 0) this.drop()
    else this.#expiry = setTimeout(() => this.#dropWhenExpired(expiresAtMs), Math.min(remainingMs, longestTimerMs))
  }
}
