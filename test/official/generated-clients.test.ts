/**
 * The one-to-one methods of @turnkey/sdk-browser and @turnkey/sdk-server of every generation, unmodified, in Node: signing a user up,
 * logging in with a passkey, sessions, reads, keys, passkeys, users. What sdk-browser adds to them needs a page: see the tests
 * of passkey sessions and of key sessions.
 */
import { generateSigningKey, toBase64url, toHex } from '@latchkey/crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApiServer, type TestServer } from '../support/api-server.ts'
import {
  makeAssertion,
  makeRegistration,
  makeSoftwarePasskey,
  type SoftwarePasskey,
} from '../support/software-authenticator.ts'
import { type ApiKeyPair, type GeneratedClient, loadClientMaker, type Stamper } from './support/generated-client.ts'
import { generations } from './support/generations.ts'
import { officialCrypto } from './support/official-crypto.ts'
import { releaseOf } from './support/official-package.ts'
import { requestError } from './support/request-error.ts'

let api: TestServer

beforeAll(async () => {
  api = await startTestApiServer()
})
afterAll(() => api.close())

async function makeKeyPair(): Promise<ApiKeyPair> {
  const { privateKey, publicKey } = await generateSigningKey()
  return { apiPublicKey: toHex(publicKey), apiPrivateKey: toHex(privateKey) }
}

const toApiKey = ({ apiPublicKey: publicKey }: ApiKeyPair, expirationSeconds?: string) => ({
  apiKeyName: 'key',
  publicKey,
  curveType: 'API_KEY_CURVE_P256',
  ...(expirationSeconds && { expirationSeconds }),
})

const toAuthenticator = (passkey: SoftwarePasskey) => ({ authenticatorName: 'First', ...makeRegistration(passkey) })

const userEmail = 'ada@example.org'
/** The first version of the request finds the user by e-mail address; later ones do not know the member. */
const readWriteSession = { email: userEmail, expirationSeconds: '60' }

const passkeyStamper = (passkey: SoftwarePasskey): Stamper => ({
  stamp: async (body) => ({
    stampHeaderName: 'X-Stamp-Webauthn',
    stampHeaderValue: makeAssertion(passkey, body).header,
  }),
})

it.each(generations)('$release is what is installed', (generation) => {
  expect(releaseOf(generation)).toBe(generation.release)
})

describe.each(generations)('$release', (generation) => {
  const maker = loadClientMaker(generation)
  let parent: GeneratedClient
  let passkey: SoftwarePasskey
  let organizationId: string
  let userId: string
  /** Signs with the passkey, and knows only the parent's id. */
  let passkeyClient: GeneratedClient

  const clientOf = (id: string, stamper: Stamper): GeneratedClient =>
    maker.client({ apiBaseUrl: api.url, organizationId: id, stamper })

  beforeEach(async () => {
    parent = clientOf(api.organizationId, maker.stamper(api))
    passkey = makeSoftwarePasskey()
    const authenticators = [toAuthenticator(passkey)]
    const rootUser = { userName: 'Ada', userEmail, apiKeys: [], authenticators, oauthProviders: [] }
    const created = await parent.createSubOrganization({
      subOrganizationName: 'Child',
      rootUsers: [rootUser],
      rootQuorumThreshold: 1,
    })
    organizationId = created.subOrganizationId
    userId = created.rootUserIds?.[0] ?? ''
    passkeyClient = clientOf(api.organizationId, passkeyStamper(passkey))
  })

  /** A second client of the same user, who knows its own organization. */
  const ownClient = (): GeneratedClient => clientOf(organizationId, passkeyStamper(passkey))

  /** Types of all activities of the sub-organization, oldest first, without what all of them begin with. */
  async function sentTypes(): Promise<string[]> {
    const { activities } = await ownClient().getActivities({ paginationOptions: { limit: '100' } })
    return activities.map(({ type }) => type.replace('ACTIVITY_TYPE_CREATE_', '')).reverse()
  }

  it('signs a user up, who logs in with a passkey and the id of the parent alone', async () => {
    const { sessionExpiry, ...login } = await passkeyClient.createReadOnlySession({})
    expect(login).toMatchObject({ organizationId, userId, username: 'Ada', session: expect.any(String) })
    const unitMs = generation.sessionExpiry === 'seconds' ? 1000 : 1
    expect(Math.abs(Number(sessionExpiry) * unitMs - Date.now() - 3_600_000)).toBeLessThan(60_000)
    expect(await passkeyClient.getWhoami()).toMatchObject({ organizationId, userId, username: 'Ada' })
    const filter = { filterType: 'CREDENTIAL_ID', filterValue: toBase64url(passkey.credentialId) }
    expect(await parent.getSubOrgIds(filter)).toEqual({ organizationIds: [organizationId] })
    const made = await parent.getActivities({ paginationOptions: { limit: '1' } })
    expect(made.activities).toMatchObject([{ type: `ACTIVITY_TYPE_CREATE_${generation.sends[0]}` }])
  })

  it('makes a session key, which reads and writes until it is deleted', async () => {
    const session = await makeKeyPair()
    const { apiKeyIds } = await ownClient().createApiKeys({ userId, apiKeys: [toApiKey(session, '900')] })
    const client = clientOf(organizationId, maker.stamper(session))
    expect(await client.getWhoami()).toMatchObject({ organizationId, userId })
    expect((await client.getUser({ userId })).user).toMatchObject({
      userName: 'Ada',
      apiKeys: [{ apiKeyId: apiKeyIds[0] }],
    })
    expect((await client.getApiKeys({ userId })).apiKeys).toMatchObject([{ apiKeyId: apiKeyIds[0], apiKeyName: 'key' }])
    expect(await client.updateUser({ userId, userName: 'Ada Lovelace', userTagIds: [] })).toMatchObject({ userId })
    expect((await client.getUsers()).users.map(({ userName }) => userName)).toEqual(['Ada Lovelace'])
    expect(await client.deleteApiKeys({ userId, apiKeyIds })).toMatchObject({ apiKeyIds })
    await expect(client.getWhoami()).rejects.toEqual(
      requestError(16, 'could not find public key in organization or its parent organization', 'PUBLIC_KEY_NOT_FOUND'),
    )
    expect(await sentTypes()).toContain(generation.sends[1])
  })

  it('adds a passkey, which signs until it is deleted', async () => {
    const second = makeSoftwarePasskey()
    const { authenticatorIds } = await ownClient().createAuthenticators({
      userId,
      authenticators: [toAuthenticator(second)],
    })
    const secondClient = clientOf(organizationId, passkeyStamper(second))
    const { authenticators } = await secondClient.getAuthenticators({ userId })
    expect(authenticators.map(({ credentialId }) => credentialId)).toEqual(
      [passkey, second].map((one) => toBase64url(one.credentialId)),
    )
    expect(await secondClient.deleteAuthenticators({ userId, authenticatorIds })).toMatchObject({ authenticatorIds })
    await expect(secondClient.getWhoami()).rejects.toMatchObject({ code: 16 })
  })

  it('adds a user and removes them', async () => {
    const user = { userName: 'Edith', userTags: [], apiKeys: [], authenticators: [], oauthProviders: [] }
    const { userIds } = await ownClient().createUsers({ users: [user] })
    expect((await ownClient().getUser({ userId: userIds[0] })).user).toMatchObject({ userName: 'Edith' })
    expect(await ownClient().deleteUsers({ userIds })).toMatchObject({ userIds })
    expect((await ownClient().getUsers()).users.map((left) => left.userId)).toEqual([userId])
    expect(await sentTypes()).toContain(generation.sends[2])
  })

  it('opens sessions in the other ways that it has', async () => {
    const target = await makeKeyPair()
    const targetPublicKey = toHex(officialCrypto.getPublicKey(target.apiPrivateKey, false))
    const opened = await passkeyClient.createReadWriteSession?.({ ...readWriteSession, targetPublicKey })
    if (opened !== undefined) {
      const apiPrivateKey = officialCrypto.decryptCredentialBundle(opened.credentialBundle, target.apiPrivateKey)
      const apiPublicKey = toHex(officialCrypto.getPublicKey(apiPrivateKey))
      const stamper = maker.stamper({ apiPublicKey, apiPrivateKey })
      expect(await clientOf(organizationId, stamper).getWhoami()).toMatchObject({ userId })
    }
    const session = await makeKeyPair()
    const login = await passkeyClient.stampLogin?.({ publicKey: session.apiPublicKey, expirationSeconds: '60' })
    if (login !== undefined) {
      expect(await clientOf(organizationId, maker.stamper(session)).getWhoami()).toMatchObject({ userId })
    }
    const ways = [opened && 'createReadWriteSession', login && 'stampLogin'].filter((way) => way !== undefined)
    expect(ways).toEqual(generation.sessions)
  })

  it('changes several ways to log in at once, where it can', async () => {
    const [key, second] = [await makeKeyPair(), makeSoftwarePasskey()]
    const added = { apiKeys: [toApiKey(key)], authenticators: [toAuthenticator(second)] }
    const answers = await ownClient().addUserAuth?.({ userId, email: 'ada@example.net', ...added })
    expect(answers?.length).toBe(generation.changesManyAtOnce ? 3 : undefined)
    const { user } = await ownClient().getUser({ userId })
    const expected = generation.changesManyAtOnce
      ? { userEmail: 'ada@example.net', apiKeys: [{}], authenticators: [{}, {}] }
      : { userEmail, apiKeys: [], authenticators: [{}] }
    expect(user).toMatchObject(expected)
  })

  it('is answered errors as its users know them', async () => {
    const stranger = clientOf(api.organizationId, maker.stamper(await makeKeyPair()))
    await expect(stranger.getWhoami()).rejects.toEqual(
      requestError(16, 'could not find public key in organization or its parent organization', 'PUBLIC_KEY_NOT_FOUND'),
    )
  })
})
