/** From a passkey that was just made to what registers it. */
import type { AuthenticatorParams, CreatedPasskey } from '@latchkey/sdk-browser'

/**
 * The registration of another passkey, named after the day.
 * @param passkey what `createUserPasskey()` returned
 */
export function toNewAuthenticator({ encodedChallenge, attestation }: CreatedPasskey): AuthenticatorParams {
  const authenticatorName = `Passkey of ${new Date().toLocaleDateString()}`
  return { authenticatorName, challenge: encodedChallenge, attestation }
}
