/** What the only writer of an organization knows of it from the answers to its writes. */
import { ApiClient, NodeStamper, type Stamper } from '@latchkey/sdk-server'
import { makeKey, type TestKey } from '../../support/actors.ts'

/** Organization, and what signs requests to it. */
export interface Signer {
  organizationId: string
  stamper: Stamper
}

/** User, as the answers to all writes so far leave it. */
export interface KnownUser {
  userId: string
  userName: string
  /** Public keys in hexadecimal. */
  permanentKeys: string[]
  /** Ids and public keys, oldest first. */
  sessionKeys: { apiKeyId: string; publicKey: string }[]
}

/** Sub-organization with its users in order of creation; the first is its root user. */
export interface KnownOrganization extends Signer {
  users: KnownUser[]
}

/** Most session keys that a user may have; the oldest ones give way. */
const maxSessionKeys = 10

/**
 * Client of the server in one of its lives.
 * @param signer organization and key
 * @param apiBaseUrl where the server listens in this life
 */
export function clientOf({ organizationId, stamper }: Signer, apiBaseUrl: string): ApiClient {
  return new ApiClient({ apiBaseUrl, organizationId, stamper, clientVersion: 'kill-server@0.0.0' })
}

/** Makes a key pair and the stamper that signs with it. */
export async function makeStamper(): Promise<{ key: TestKey; stamper: NodeStamper }> {
  const key = await makeKey()
  return { key, stamper: new NodeStamper({ apiPublicKey: key.publicKey, apiPrivateKey: key.privateKey }) }
}

/**
 * Takes note of a new session key.
 * @param user its owner
 * @param key its id and its public key in hexadecimal
 */
export function learnSessionKey(user: KnownUser, key: KnownUser['sessionKeys'][number]): void {
  user.sessionKeys = [...user.sessionKeys, key].slice(-maxSessionKeys)
}
