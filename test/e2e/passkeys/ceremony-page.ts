/** A page that holds real WebAuthn ceremonies, as any page could, and hands back what browser and authenticator made. */

/** What {@link CeremonyPage.register} is asked for. */
export interface RegistrationWish {
  readonly rpId: string
  /** Text whose UTF-8 bytes are the challenge. */
  readonly challenge: string
  /** Default `none`. */
  readonly attestation?: AttestationConveyancePreference
}

/** Answer to a registration, base64url as requests carry it. */
export interface RegistrationAnswer {
  readonly credentialId: string
  readonly clientDataJson: string
  readonly attestationObject: string
}

/** What {@link CeremonyPage.assert} is asked for. */
export interface AssertionWish {
  readonly rpId: string
  readonly challenge: string
  /** Base64url. */
  readonly credentialId: string
}

/** What the page's script offers to tests, as `window.ceremonies`. */
export interface CeremonyPage {
  register(wish: RegistrationWish): Promise<RegistrationAnswer>
  /** Value of `X-Stamp-Webauthn`. */
  assert(wish: AssertionWish): Promise<string>
}

declare global {
  interface Window {
    ceremonies: CeremonyPage
  }
}

/** Runs in the page, from its text: it must not refer to anything outside itself. */
function installCeremonyPage(): void {
  const toText = (buffer: ArrayBuffer): string =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/=+$/, '')
  const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  const toChallenge = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
  window.ceremonies = {
    async register({ rpId, challenge, attestation = 'none' }) {
      const credential = await navigator.credentials.create({
        publicKey: {
          rp: { id: rpId, name: 'test' },
          user: { id: crypto.getRandomValues(new Uint8Array(16)), name: 'user', displayName: 'user' },
          challenge: toChallenge(challenge),
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
          authenticatorSelection: { userVerification: 'preferred' },
          attestation,
        },
      })
      const { rawId, response } = credential as PublicKeyCredential
      const { clientDataJSON, attestationObject } = response as AuthenticatorAttestationResponse
      return {
        credentialId: toText(rawId),
        clientDataJson: toText(clientDataJSON),
        attestationObject: toText(attestationObject),
      }
    },
    async assert({ rpId, challenge, credentialId }) {
      const credential = await navigator.credentials.get({
        publicKey: {
          rpId,
          challenge: toChallenge(challenge),
          allowCredentials: [{ type: 'public-key', id: toBytes(credentialId) }],
          userVerification: 'preferred',
        },
      })
      const { rawId, response } = credential as PublicKeyCredential
      const { authenticatorData, clientDataJSON, signature } = response as AuthenticatorAssertionResponse
      return JSON.stringify({
        authenticatorData: toText(authenticatorData),
        clientDataJson: toText(clientDataJSON),
        credentialId: toText(rawId),
        signature: toText(signature),
      })
    },
  }
}

/** HTML of the page. */
export const ceremonyPageHtml = `<!doctype html><title>ceremonies</title><body><script>(${installCeremonyPage})()</script>`
