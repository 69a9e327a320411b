/** What a page does that signs its requests itself: passkeys made by @turnkey/http, stamps by two stampers. */
import { getWebAuthnAttestation, type Passkey } from 'official-client'
import { type Account, signUp } from './application-page.ts'

/** Of any release. */
interface Stamper {
  stamp(body: string): Promise<{ stampHeaderName: string; stampHeaderValue: string }>
}

/** Of any release of @turnkey/indexed-db-stamper. */
interface KeyStamper extends Stamper {
  init(): Promise<void>
  getPublicKey(): string | null
  clear(): Promise<void>
}

/** What the page offers. */
export interface StamperPage {
  signUp(userName: string): Promise<Account>
  /** Public key in IndexedDB, from earlier or new. */
  readonly publicKey: Promise<string | null>
  /** Answer to a request: which stamper signs, path below `/public/v1/`, and the body. */
  send(stamper: 'passkey' | 'key', path: string, body: object): Promise<unknown>
  /** Forgets the key. */
  clear(): Promise<void>
}

declare global {
  interface Window {
    stamperPage: StamperPage
  }
}

const toBase64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

async function makePasskey(name: string): Promise<Passkey> {
  const challenge = crypto.getRandomValues(new Uint8Array(32))
  const attestation = await getWebAuthnAttestation({
    publicKey: {
      rp: { id: location.hostname, name: 'Application' },
      user: { id: challenge, name, displayName: name },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      authenticatorSelection: { residentKey: 'required' },
      challenge,
    },
  })
  return { encodedChallenge: toBase64url(challenge), attestation }
}

/**
 * Puts the page's functions on `window`.
 * @param passkey signs with a passkey
 * @param key signs with a key in IndexedDB
 */
export function offerStampers(passkey: Stamper, key: KeyStamper): void {
  const stampers = { passkey, key }
  window.stamperPage = {
    signUp: async (userName) => signUp(await makePasskey(userName), userName),
    publicKey: key.init().then(() => key.getPublicKey()),
    send: async (stamper, path, members) => {
      const body = JSON.stringify(members)
      const { stampHeaderName, stampHeaderValue } = await stampers[stamper].stamp(body)
      const headers = { [stampHeaderName]: stampHeaderValue }
      const url = `${window.settings.apiBaseUrl}/public/v1/${path}`
      return (await fetch(url, { method: 'POST', headers, body })).json()
    },
    clear: () => key.clear(),
  }
}
