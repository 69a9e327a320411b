/** Stamps with a passkey: one touch per stamp. */
import { stampHeaderNames } from '@latchkey/contract/headers'
import { formatWebauthnStamp, readBase64url, toBase64url, toUtf8, webauthnChallenge } from '@latchkey/crypto'
import type { Stamp, Stamper } from '@latchkey/http-client'
import { type PromptKind, runPrompt } from './prompt.ts'

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

/** Which passkey answered a prompt. */
export interface UsedPasskey {
  /** base64url. */
  credentialId: string
  /** `user.id` the passkey was made with, base64url, where the authenticator tells it. */
  userHandle?: string
}

/** How a prompt differs from the one a person asks for with a click. */
export interface PromptParams {
  /** How it gets along with other prompts; default `now`. */
  readonly kind?: PromptKind
  /** Passkeys that may answer where the application names none; none stands for any. */
  readonly findCredentials?: () => PublicKeyCredentialDescriptor[]
  /** Hears which passkey answered. */
  readonly onUsed?: (passkey: UsedPasskey) => void
  /** Makes something else of what the browser is asked for. */
  readonly adapt?: (request: CredentialRequestOptions) => CredentialRequestOptions
}

/** Stamps with a passkey of this site. */
export class PasskeyStamper implements Stamper {
  readonly #params: PasskeyStamperParams
  readonly #prompt: PromptParams

  /**
   * Takes the settings; the browser is not touched yet.
   * @param params which passkeys may answer, and how
   * @param prompt how its prompts differ from the one a person asks for
   */
  constructor(params: PasskeyStamperParams = {}, prompt: PromptParams = {}) {
    this.#params = params
    this.#prompt = prompt
  }

  /**
   * The `X-Stamp-Webauthn` header over the UTF-8 bytes of a body. Nothing but the hash is awaited before the prompt.
   * @param body exactly as it will be sent, in UTF-8
   * @throws PasskeyError when no passkey signs
   * @see Turnkey wire protocol: X-Stamp-Webauthn
   */
  async stamp(body: string): Promise<Stamp> {
    const challenge = await webauthnChallenge(toUtf8(body))
    const { kind, onUsed, adapt = (request) => request } = this.#prompt
    const credential = await runPrompt(
      'get',
      (signal) => navigator.credentials.get(adapt({ publicKey: this.#toOptions(challenge), signal })),
      kind,
    )
    onUsed?.(toUsedPasskey(credential))
    return { stampHeaderName: stampHeaderNames.webauthnStamp, stampHeaderValue: toHeaderValue(credential) }
  }

  #toOptions(challenge: BufferSource): PublicKeyCredentialRequestOptions {
    const { rpId, timeoutMs, userVerification, allowCredentials } = this.#params
    return {
      challenge,
      rpId: rpId ?? location.hostname,
      timeout: timeoutMs ?? defaultPromptTimeoutMs,
      userVerification: userVerification ?? 'preferred',
      allowCredentials: allowCredentials ?? this.#prompt.findCredentials?.() ?? [],
    }
  }
}

function toUsedPasskey({ rawId, response }: PublicKeyCredential): UsedPasskey {
  const { userHandle } = response as AuthenticatorAssertionResponse
  return { credentialId: encode(rawId), ...(userHandle && { userHandle: encode(userHandle) }) }
}

/**
 * Names a passkey to the browser; without transports, so that it looks everywhere: those of a synced passkey change. None for an
 * id that is none, as storage might hold it.
 * @param passkey its id, base64url
 */
export function toDescriptors(passkey: Pick<UsedPasskey, 'credentialId'> | undefined): PublicKeyCredentialDescriptor[] {
  try {
    return passkey ? [{ type: 'public-key', id: readBase64url(passkey.credentialId) }] : []
  } catch {
    return []
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
