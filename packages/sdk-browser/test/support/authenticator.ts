/** An authenticator with one passkey, which Node lacks: signs what `navigator.credentials` is asked to sign. */
import {
  concatBytes,
  generateSigningKey,
  importSigningKey,
  sha256,
  signDer,
  toBase64url,
  toUtf8,
} from '@latchkey/crypto'

/** Counts its touches, fails on demand, and can wait for the prompt to be ended. */
export class Authenticator {
  readonly credentialId: Uint8Array<ArrayBuffer> = Uint8Array.of(1, 2, 3, 250)
  readonly #pair = generateSigningKey()
  /** How often it signed or made a passkey. */
  touches = 0
  /** Options of each ceremony. */
  readonly asked: unknown[] = []
  /** How often a passkey was offered among the suggestions of a field. */
  offers = 0
  /** Thrown by the next ceremony. */
  failure: unknown
  /** Whether nobody touches it: a ceremony then ends only by its signal. */
  isIdle = false
  /** Runs when a person touches it. */
  onTouch: () => void = () => {}
  /** What `getTransports()` says of a new passkey. */
  transports = ['internal', 'hybrid', 'carrier-pigeon']

  /** Compressed public key of the passkey. */
  async publicKey(): Promise<Uint8Array> {
    return (await this.#pair).publicKey
  }

  readonly get = async (options: CredentialRequestOptions): Promise<unknown> => {
    if (options.mediation === 'conditional') this.offers += 1
    const challenge = await this.#touch(options.publicKey, options.signal)
    const clientData = this.#toClientData('webauthn.get', challenge)
    const authenticatorData = concatBytes(await sha256(toUtf8('app.example')), Uint8Array.of(5, 0, 0, 0, 1))
    const key = await importSigningKey((await this.#pair).privateKey)
    const signature = await signDer(key, concatBytes(authenticatorData, await sha256(clientData)))
    const response = { authenticatorData, clientDataJSON: clientData, signature, userHandle: Uint8Array.of(7, 7, 7) }
    return { rawId: this.credentialId, response }
  }

  readonly create = async (options: CredentialCreationOptions): Promise<unknown> => {
    const challenge = await this.#touch(options.publicKey, options.signal)
    const clientDataJSON = this.#toClientData('webauthn.create', challenge)
    const response = { clientDataJSON, attestationObject: Uint8Array.of(9, 9), getTransports: () => this.transports }
    return { rawId: this.credentialId, response }
  }

  async #touch(options: { challenge: BufferSource } | undefined, signal?: AbortSignal): Promise<Uint8Array> {
    this.asked.push(options)
    if (this.failure) throw this.failure
    if (this.isIdle) await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    signal?.throwIfAborted()
    this.touches += 1
    this.onTouch()
    return options?.challenge instanceof Uint8Array ? options.challenge : new Uint8Array()
  }

  #toClientData(type: string, challenge: Uint8Array): Uint8Array {
    return toUtf8(JSON.stringify({ type, challenge: toBase64url(challenge), origin: 'https://app.example' }))
  }
}
