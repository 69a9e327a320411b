/** One passkey prompt at a time, as browsers have it: a new one ends the older, waits for it, or stays behind it. */
import { PasskeyError, type PasskeyStep, toPasskeyError } from './passkey-error.ts'

/**
 * - `now`: a person asked for it, so it ends a prompt that is open
 * - `patient`: it waits for a prompt that is open
 * - `autofill`: a mere offer among a field's suggestions, which waits like `patient` and ends as soon as any other prompt starts
 */
export type PromptKind = 'now' | 'patient' | 'autofill'

let current: AbortController | undefined
let offer: AbortController | undefined

/**
 * The credential a person confirmed. A prompt that is due `now` is asked for within this call, before anything is awaited: some
 * browsers allow it only so soon after a click.
 * @param step which ceremony
 * @param ask calls `navigator.credentials` with the signal that ends the prompt when a newer one starts
 * @param kind how it gets along with other prompts
 * @throws PASSKEY_UNSUPPORTED when this browser or page has no passkeys
 * @throws PASSKEY_CANCELLED when the person declines or waits too long, or there is no such passkey
 * @throws PASSKEY_REPLACED when a newer prompt takes its place
 * @throws PASSKEY_BUSY when the browser shows a prompt that was not opened here
 * @throws PASSKEY_SITE_MISMATCH when the rpId does not belong to this page
 * @throws PASSKEY_OPTIONS_REFUSED when the browser does not accept the options
 * @throws PASSKEY_ALREADY_REGISTERED when an excluded passkey is on the chosen authenticator
 * @throws PASSKEY_DEVICE_UNSUITABLE when the authenticator lacks what the options require
 * @throws PASSKEY_FAILED on everything else
 */
export async function runPrompt(
  step: PasskeyStep,
  ask: (signal: AbortSignal) => Promise<Credential | null>,
  kind: PromptKind = 'now',
): Promise<PublicKeyCredential> {
  while (kind !== 'now' && current) await untilAborted(current.signal)
  const controller = takePlace(kind)
  try {
    if (!hasPasskeys()) throw new PasskeyError('PASSKEY_UNSUPPORTED')
    const credential = await ask(controller.signal)
    if (credential === null) throw new PasskeyError('PASSKEY_FAILED')
    return credential as PublicKeyCredential
  } catch (cause) {
    throw toPasskeyError(step, cause)
  } finally {
    if (current === controller) current = undefined
    // The ceremony is over; this tells whoever waits for its turn.
    controller.abort()
  }
}

/** Ends what must not go on beside the new prompt. */
function takePlace(kind: PromptKind): AbortController {
  const controller = new AbortController()
  offer?.abort()
  if (kind === 'autofill') {
    offer = controller
  } else {
    current?.abort()
    current = controller
  }
  return controller
}

function untilAborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}

/** Pages without a secure context have no `navigator.credentials`; browsers without passkeys no `PublicKeyCredential`. */
function hasPasskeys(): boolean {
  return 'PublicKeyCredential' in globalThis && typeof navigator !== 'undefined' && 'credentials' in navigator
}
