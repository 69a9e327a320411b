/** One passkey prompt at a time: browsers show only one, so a new one ends the older, or waits for it. */
import { PasskeyError, type PasskeyStep, toPasskeyError } from './passkey-error.ts'

let current: AbortController | undefined

/**
 * The credential a person confirmed. The browser is asked within this call, before anything is awaited: some allow a prompt only so soon after a click.
 * @param step which ceremony
 * @param ask calls `navigator.credentials` with the signal that ends the prompt when a newer one starts
 * @param isPatient whether it waits for a prompt that is open, which it would otherwise end
 * @throws PASSKEY_UNSUPPORTED when this browser or page has no passkeys
 * @throws PASSKEY_CANCELLED when the person declines, waits too long or starts another prompt
 * @throws PASSKEY_SITE_MISMATCH when the rpId does not belong to this page
 * @throws PASSKEY_ALREADY_REGISTERED when an excluded passkey is on the chosen authenticator
 * @throws PASSKEY_FAILED on everything else
 */
export async function runPrompt(
  step: PasskeyStep,
  ask: (signal: AbortSignal) => Promise<Credential | null>,
  isPatient = false,
): Promise<PublicKeyCredential> {
  while (isPatient && current) await untilAborted(current.signal)
  current?.abort()
  const controller = new AbortController()
  current = controller
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

function untilAborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}

/** Pages without a secure context have no `navigator.credentials`; browsers without passkeys no `PublicKeyCredential`. */
function hasPasskeys(): boolean {
  return 'PublicKeyCredential' in globalThis && typeof navigator !== 'undefined' && 'credentials' in navigator
}
