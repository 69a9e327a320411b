/** Signed calls of tests, made by the real first stage. */
import { importSigningKey, makeApiKeyStamp, signDer, toHex } from '@latchkey/crypto'
import {
  type CeremonyOverrides,
  makeAssertion,
  type SoftwarePasskey,
} from '../../../../../test/support/software-authenticator.ts'
import { accept } from '../../../src/accept/accept.ts'
import type { Call } from '../../../src/call.ts'
import type { TestKey } from './world.ts'

/** What a test asks for: a path segment and the organization it names. */
export interface Wish {
  /** Default `whoami`, which resolves sub-organizations; `get_organization` and `update_user_name` do not. */
  name?: 'whoami' | 'get_organization' | 'update_user_name'
  organizationId: string
}

function bodyOf({ name = 'whoami', organizationId }: Wish): { path: string; body: Buffer } {
  if (name !== 'update_user_name')
    return { path: `/public/v1/query/${name}`, body: Buffer.from(JSON.stringify({ organizationId })) }
  const parameters = { userId: organizationId, userName: 'Bob' }
  const members = { parameters, organizationId, timestampMs: '1', type: 'ACTIVITY_TYPE_UPDATE_USER_NAME' }
  return { path: '/public/v1/submit/update_user_name', body: Buffer.from(JSON.stringify(members)) }
}

/**
 * A call with headers made of its body.
 * @param wish what is asked for
 * @param headersOf names and values in turn, given the body
 */
export async function callWith(wish: Wish, headersOf: (body: Buffer) => string[] | Promise<string[]>): Promise<Call> {
  const { path, body } = bodyOf(wish)
  return accept({ method: 'POST', path, rawHeaders: await headersOf(body), body, requestId: 'request-1' })
}

/**
 * `X-Stamp` of an API key over bytes.
 * @param key key pair
 * @param body bytes to sign
 */
export async function apiKeyHeader({ publicKey, privateKey }: TestKey, body: Uint8Array): Promise<string> {
  const signingKey = await importSigningKey(privateKey)
  const sign = (bytes: Uint8Array) => signDer(signingKey, bytes)
  return makeApiKeyStamp({ publicKeyHex: toHex(publicKey), body, sign })
}

/**
 * A call signed with an API key.
 * @param wish what is asked for
 * @param key key pair
 */
export function signedBy(wish: Wish, key: TestKey): Promise<Call> {
  return callWith(wish, async (body) => ['X-Stamp', await apiKeyHeader(key, body)])
}

/**
 * A call signed with a passkey.
 * @param wish what is asked for
 * @param passkey software passkey
 * @param overrides deviations from an honest ceremony
 */
export function touchedBy(wish: Wish, passkey: SoftwarePasskey, overrides: CeremonyOverrides = {}): Promise<Call> {
  return callWith(wish, (body) => ['X-Stamp-Webauthn', makeAssertion(passkey, body, overrides).header])
}
