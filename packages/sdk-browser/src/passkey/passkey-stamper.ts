/** Stamps with a passkey: one touch per stamp. */
import { stampHeaderNames } from '@latchkey/contract/headers'
import { formatWebauthnStamp, toBase64url, toUtf8, webauthnChallenge } from '@latchkey/crypto'
import type { Stamp, Stamper } from '@latchkey/http-client'
import { runPrompt } from './prompt.ts'

/** Longest time a prompt stays open, in milliseconds. */
export const defaultPromptTimeoutMs = 300_000

/** Which passkeys may answer, and how. */
export interface PasskeyStamperParams {
  /** Domain the passkeys belong to; default: the page's host name. */
  rpId?: string | undefined
  /** Longest time a prompt stays open, in milliseconds; default 300000. */
  timeoutMs?: number | undefined
  /** Whether the authenticator must check who touches it; default `preferred`. */
  userVerification?: UserVerificationRequirement | undefined
  /** Passkeys that may answer; default any of the rpId. */
  allowCredentials?: PublicKeyCredentialDescriptor[] | undefined
}

/** Stamps with a passkey of this site. */
export class PasskeyStamper implements Stamper {
  readonly #params: PasskeyStamperParams
  readonly #isPatient: boolean

  /**
   * Takes the settings; the browser is not touched yet.
   * @param params which passkeys may answer, and how
   * @param isPatient whether a prompt waits for one that is open; by default it ends that one
   */
  constructor(params: PasskeyStamperParams = {}, isPatient = false) {
    this.#params = params
    this.#isPatient = isPatient
  }

  /**
   * The `X-Stamp-Webauthn` header over the UTF-8 bytes of a body. Nothing but the hash is awaited before the prompt.
   * @param body exactly as it will be sent, in UTF-8
   * @throws PASSKEY_UNSUPPORTED, PASSKEY_CANCELLED, PASSKEY_SITE_MISMATCH, PASSKEY_FAILED when no passkey signs
   * @see Turnkey wire protocol: X-Stamp-Webauthn
   */
  async stamp(body: string): Promise<Stamp> {
    const challenge = await webauthnChallenge(toUtf8(body))
    const credential = await runPrompt(
      'get',
      (signal) => navigator.credentials.get({ publicKey: this.#toOptions(challenge), signal }),
      this.#isPatient,
    )
    return { stampHeaderName: stampHeaderNames.webauthnStamp, stampHeaderValue: toHeaderValue(credential) }
  }

  #toOptions(challenge: BufferSource): PublicKeyCredentialRequestOptions {
    const { rpId, timeoutMs, userVerification, allowCredentials } = this.#params
    return {
      challenge,
      rpId: rpId ?? location.hostname,
      timeout: timeoutMs ?? defaultPromptTimeoutMs,
      userVerification: userVerification ?? 'preferred',
      allowCredentials: allowCredentials ?? [],
    }
  }
}

function toHeaderValue({ rawId, response }: PublicKeyCredential): string {
  const { authenticatorData, clientDataJSON, signature } = response as AuthenticatorAssertionResponse
  return formatWebauthnStamp({
    authenticatorData: encode(authenticatorData),
    clientDataJson: encode(clientDataJSON),
    credentialId: encode(rawId),
    signature: encode(signature),
  })
}

const encode = (buffer: ArrayBuffer): string => toBase64url(new Uint8Array(buffer))
