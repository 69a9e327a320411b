/** The people of a test: made through the API like any others, each able to read and write in its own name. */
import { type ActivityName, activities, type QueryName } from '@latchkey/contract'
import { generateSigningKey, toHex } from '@latchkey/crypto'
import { memberAt, type Stamp, stampWith, stampWithPasskey, type TestAnswer, type TestClient } from './api-server.ts'
import { makeRegistration, makeSoftwarePasskey, type SoftwarePasskey } from './software-authenticator.ts'

/** User of some organization, with what it signs with. */
export interface Actor {
  organizationId: string
  userId: string
  stamp: Stamp
}

/** Actor with an API key. */
export interface KeyHolder extends Actor {
  apiKeyId: string
  apiKey: TestKey
}

/** Actor with a passkey, the root user of a sub-organization. */
export interface PasskeyHolder extends Actor {
  passkey: SoftwarePasskey
}

/** Key pair in hexadecimal. */
export interface TestKey {
  publicKey: string
  privateKey: string
}

/** Makes a key pair. */
export async function makeKey(): Promise<TestKey> {
  const { publicKey, privateKey } = await generateSigningKey()
  return { publicKey: toHex(publicKey), privateKey: toHex(privateKey) }
}

/**
 * API key as requests describe it.
 * @param key its key pair
 * @param expirationSeconds its life; a permanent key without it
 */
export const apiKeyParams = ({ publicKey }: TestKey, expirationSeconds?: number) => ({
  apiKeyName: 'key',
  publicKey,
  curveType: 'API_KEY_CURVE_P256',
  ...(expirationSeconds !== undefined && { expirationSeconds: String(expirationSeconds) }),
})

/**
 * Passkey as requests describe it.
 * @param passkey a software passkey
 */
export const authenticatorParams = (passkey: SoftwarePasskey) => ({
  authenticatorName: 'passkey',
  ...makeRegistration(passkey),
})

/**
 * User as requests describe it, without credentials unless given.
 * @param members what differs
 */
export const userParams = (members: object = {}) => ({
  userName: 'User',
  apiKeys: [],
  authenticators: [],
  oauthProviders: [],
  userTags: [],
  ...members,
})

/**
 * Sends a write in an actor's name, in the version our own clients send.
 * @param server where to
 * @param actor who signs
 * @param name path segment
 * @param parameters its parameters
 * @param organizationId default the actor's own
 */
export function write(
  server: TestClient,
  actor: Actor,
  name: ActivityName,
  parameters: object,
  organizationId: string = actor.organizationId,
): Promise<TestAnswer> {
  return server.submit(name, activities[name].current, parameters, { stamp: actor.stamp, organizationId })
}

/**
 * Asks in an actor's name.
 * @param server where
 * @param actor who signs
 * @param name path segment
 * @param members of the body; `organizationId` defaults to the actor's own
 */
export function read(server: TestClient, actor: Actor, name: QueryName, members: object = {}): Promise<TestAnswer> {
  const { organizationId } = actor
  return server.send(`/public/v1/query/${name}`, { organizationId, ...members }, actor.stamp)
}

/** Sends a write that must succeed and answers a text out of its result. */
async function textOf(answer: Promise<TestAnswer>, path: string): Promise<string> {
  const { status, body } = await answer
  const text = memberAt(body, `activity.result.${path}`)
  if (typeof text === 'string') return text
  throw new Error(`no ${path} in the answer, status ${status}: ${JSON.stringify(body)}`)
}

/**
 * Root user of the parent organization, which every test server has.
 * @param server where
 */
export async function rootActor(server: TestClient): Promise<Actor> {
  const nobody = { organizationId: server.organizationId, userId: '', stamp: server.root }
  const { body } = await read(server, nobody, 'whoami')
  return { ...nobody, userId: String(memberAt(body, 'userId')) }
}

/**
 * Makes a sub-organization with one root user, who has a passkey.
 * @param server where
 * @param passkey default a new one
 */
export async function makeChild(server: TestClient, passkey = makeSoftwarePasskey()): Promise<PasskeyHolder> {
  const rootUsers = [userParams({ authenticators: [authenticatorParams(passkey)] })]
  const parameters = { subOrganizationName: 'Child', rootUsers, rootQuorumThreshold: 1 }
  const answer = write(server, await rootActor(server), 'create_sub_organization', parameters)
  const organizationId = await textOf(answer, 'createSubOrganizationResultV8.subOrganizationId')
  const userId = await textOf(answer, 'createSubOrganizationResultV8.rootUserIds.0')
  return { organizationId, userId, passkey, stamp: stampWithPasskey(passkey) }
}

/**
 * Gives an actor an API key and answers the same user signing with it.
 * @param server where
 * @param actor who signs, and whose key it becomes
 * @param expirationSeconds life of the key; a permanent one without it
 */
export async function addKey(server: TestClient, actor: Actor, expirationSeconds?: number): Promise<KeyHolder> {
  const apiKey = await makeKey()
  const apiKeys = [apiKeyParams(apiKey, expirationSeconds)]
  const answer = write(server, actor, 'create_api_keys', { userId: actor.userId, apiKeys })
  const apiKeyId = await textOf(answer, 'createApiKeysResult.apiKeyIds.0')
  const { organizationId, userId } = actor
  return { organizationId, userId, apiKeyId, apiKey, stamp: stampWith(apiKey.privateKey) }
}

/**
 * Adds an ordinary user, who has a permanent API key, to a root user's organization.
 * @param server where
 * @param root who adds it
 */
export async function makeUser(server: TestClient, root: Actor): Promise<Actor & { apiKey: TestKey }> {
  const apiKey = await makeKey()
  const users = [userParams({ apiKeys: [apiKeyParams(apiKey)] })]
  const userId = await textOf(write(server, root, 'create_users', { users }), 'createUsersResult.userIds.0')
  return { organizationId: root.organizationId, userId, apiKey, stamp: stampWith(apiKey.privateKey) }
}

/**
 * Logs an actor in and answers the same user with nothing but the token of a read-only session.
 * @param server where
 * @param actor who signs
 */
export async function logIn(server: TestClient, actor: Actor): Promise<Actor & { token: string }> {
  const answer = write(server, actor, 'create_read_only_session', {})
  const token = await textOf(answer, 'createReadOnlySessionResult.session')
  const { organizationId, userId } = actor
  return { organizationId, userId, token, stamp: async () => ({ 'X-Session': token }) }
}
