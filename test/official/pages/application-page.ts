/** What all pages share: settings, signing up through the application's back end, and requests that want no touch. */
import type { Passkey } from 'official-client'

/** What the server writes into the page. */
export interface PageSettings {
  readonly apiBaseUrl: string
  readonly iframeUrl: string
  /** Parent organization. */
  readonly defaultOrganizationId: string
}

/** A new user's own organization. */
export interface Account {
  readonly organizationId: string
  readonly userId: string
}

/** What the back end is sent: a name, and the new passkey. */
export interface SignUpRequest {
  readonly userName: string
  readonly passkey: Passkey
}

/**
 * Makes an account for a passkey.
 * @param passkey new, as the packages return it
 * @param userName name of the new user
 */
export async function signUp(passkey: Passkey, userName: string): Promise<Account> {
  const request: SignUpRequest = { userName, passkey }
  const response = await fetch('/sign-up', { method: 'POST', body: JSON.stringify(request) })
  return response.json()
}

/** Client of any version that holds a session; the versions differ in much else. */
export interface SessionClient {
  getUser(input: object): Promise<{ user: { userName: string } }>
  createApiKeys(input: object): Promise<{ apiKeyIds: string[] }>
}

/** What {@link readAndWrite} did. */
export interface Work {
  /** User names as read, one for each read. */
  readonly names: readonly string[]
  /** Ids of the keys made, one for each write. */
  readonly apiKeyIds: readonly string[]
}

/**
 * Reads the user 20 times and makes 5 keys for it in between, one request after the other.
 * @param client holds a session of at least a minute
 * @param account whose client it is
 */
export async function readAndWrite(client: SessionClient, { organizationId, userId }: Account): Promise<Work> {
  const names: string[] = []
  const apiKeyIds: string[] = []
  for (let round = 0; round < 20; round++) {
    names.push((await client.getUser({ organizationId, userId })).user.userName)
    if (round % 4 > 0) continue
    const apiKeys = [await makeApiKey()]
    apiKeyIds.push(...(await client.createApiKeys({ organizationId, userId, apiKeys })).apiKeyIds)
  }
  return { names, apiKeyIds }
}

async function makeApiKey() {
  const publicKey = await makePublicKeyHex()
  return { apiKeyName: 'A minute', publicKey, expirationSeconds: '60', curveType: 'API_KEY_CURVE_P256' } as const
}

/** Compressed public key of a new P-256 key pair, hexadecimal. */
async function makePublicKeyHex(): Promise<string> {
  const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))
  const compressed = [(point[64] ?? 0) % 2 === 0 ? 2 : 3, ...point.slice(1, 33)]
  return compressed.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

declare global {
  interface Window {
    settings: PageSettings
  }
}
