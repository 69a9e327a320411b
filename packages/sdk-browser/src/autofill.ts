/** `@latchkey/sdk-browser/autofill`: logging in with a passkey that the browser offers among the suggestions of a field. */
import type { TurnkeyPasskeyClient } from './passkey/passkey-client.ts'
import { PasskeyError } from './passkey/passkey-error.ts'

/** A request is refused an hour after it was dated; a person may take longer than that to look at a form. */
const renewAfterMs = 45 * 60_000

let latest: AbortSignal | undefined

/** Tells whether this browser offers passkeys among the suggestions of a field with `autocomplete="username webauthn"`. */
export async function canOfferPasskeys(): Promise<boolean> {
  if (!('PublicKeyCredential' in globalThis) || !('any' in AbortSignal)) return false
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true
}

/**
 * The log-in of whoever chooses a passkey among the suggestions of a field with `autocomplete="username webauthn"`. The offer is
 * in nobody's way: any other prompt ends it, and it is made again afterwards. `undefined` when it is taken back, when another
 * takes its place, or where the browser makes no such offers.
 * @param client passkey client, whose `login()` the choice completes
 * @param signal aborted to take the offer back, such as when the form is left
 * @throws PasskeyError when the passkey that was chosen does not answer
 * @throws ApiError when the server refuses
 * @see WebAuthn L3 §5.1.4.2, conditional mediation
 * @example
 * ```ts
 * const leaving = new AbortController()
 * const login = await offerPasskeys(turnkey.passkeyClient(), leaving.signal)
 * if (login) show(`Welcome back, ${login.username}`)
 * ```
 */
export async function offerPasskeys(
  client: TurnkeyPasskeyClient,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<TurnkeyPasskeyClient['login']>> | undefined> {
  latest = signal
  if (!(await canOfferPasskeys())) return undefined
  while (latest === signal && !signal.aborted) {
    const stale = AbortSignal.timeout(renewAfterMs)
    try {
      return await client.login({ kind: 'autofill', adapt: (request) => toOffer(request, [signal, stale]) })
    } catch (error) {
      if (!signal.aborted && !stale.aborted && !isReplaced(error)) throw error
    }
  }
  return undefined
}

function toOffer(request: CredentialRequestOptions, ends: readonly AbortSignal[]): CredentialRequestOptions {
  const signals = request.signal ? [request.signal, ...ends] : [...ends]
  return { ...request, mediation: 'conditional', signal: AbortSignal.any(signals) }
}

function isReplaced(error: unknown): boolean {
  return error instanceof PasskeyError && error.code === 'PASSKEY_REPLACED'
}
