/** @turnkey/sdk-server 8.2.1, unmodified, against the API. */
import { generateSigningKey, toBase64url, toHex } from '@latchkey/crypto'
import { Turnkey, type TurnkeyApiClient } from '@turnkey/sdk-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApiServer, type TestServer } from '../support/api-server.ts'
import { makeRegistration, makeSoftwarePasskey } from '../support/software-authenticator.ts'
import { officialCrypto } from './support/official-crypto.ts'
import { requestError } from './support/request-error.ts'

const unknownId = '00000000-0000-4000-8000-000000000000'

interface KeyPair {
  readonly apiPublicKey: string
  readonly apiPrivateKey: string
}

let api: TestServer
/** Client of the parent organization. */
let parent: TurnkeyApiClient

function clientOf(defaultOrganizationId: string, { apiPublicKey, apiPrivateKey }: KeyPair): TurnkeyApiClient {
  return new Turnkey({ apiBaseUrl: api.url, apiPublicKey, apiPrivateKey, defaultOrganizationId }).apiClient()
}

async function makeKeyPair(): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateSigningKey()
  return { apiPublicKey: toHex(publicKey), apiPrivateKey: toHex(privateKey) }
}

const toApiKey = ({ apiPublicKey: publicKey }: KeyPair, apiKeyName = 'key') =>
  ({ apiKeyName, publicKey, curveType: 'API_KEY_CURVE_P256' }) as const

/** A sub-organization with one root user who has an API key, and that user's client. */
async function makeUser(userName: string) {
  const keyPair = await makeKeyPair()
  const rootUser = { userName, apiKeys: [toApiKey(keyPair)], authenticators: [], oauthProviders: [] }
  const created = await parent.createSubOrganization({
    subOrganizationName: `${userName}'s organization`,
    rootUsers: [rootUser],
    rootQuorumThreshold: 1,
  })
  const organizationId = created.subOrganizationId
  const userId = created.rootUserIds?.[0] ?? ''
  return { organizationId, userId, keyPair, client: clientOf(organizationId, keyPair) }
}

beforeAll(async () => {
  api = await startTestApiServer()
  parent = clientOf(api.organizationId, api)
})
afterAll(() => api.close())

describe('a session with a key the server makes', () => {
  it('is found by the parent id, and its key signs once it is opened', async () => {
    const { organizationId, userId, keyPair } = await makeUser('Ada')
    const target = await makeKeyPair()
    const opened = await clientOf(api.organizationId, keyPair).createReadWriteSession({
      targetPublicKey: toHex(officialCrypto.getPublicKey(target.apiPrivateKey, false)),
      apiKeyName: 'Session',
      expirationSeconds: '60',
      invalidateExisting: true,
    })
    expect(opened).toMatchObject({ organizationId, userId, username: 'Ada', apiKeyId: expect.any(String) })
    const apiPrivateKey = officialCrypto.decryptCredentialBundle(opened.credentialBundle, target.apiPrivateKey)
    const session = { apiPublicKey: toHex(officialCrypto.getPublicKey(apiPrivateKey)), apiPrivateKey }
    expect(await clientOf(api.organizationId, session).getWhoami()).toMatchObject({ organizationId, userId })
    await clientOf(organizationId, session).updateUserName({ userId, userName: 'Ada Lovelace' })
  })
})

describe('a log-in with a key of the client', () => {
  it('is found by the parent id, is stated in a token the official check accepts, and its key signs', async () => {
    const { organizationId, userId, keyPair } = await makeUser('Ada')
    const session = await makeKeyPair()
    const { apiPublicKey: publicKey } = session
    const login = clientOf(api.organizationId, keyPair).stampLogin({ publicKey, invalidateExisting: true })
    const { session: jwt } = await login
    const { publicKeyHex } = api.system.sessionJwtKey
    expect(await officialCrypto.verifySessionJwtSignature(jwt, publicKeyHex)).toBe(true)
    // As official browser clients decode it.
    expect(JSON.parse(atob(jwt.split('.')[1] ?? ''))).toEqual({
      exp: expect.any(Number),
      public_key: publicKey,
      session_type: 'SESSION_TYPE_READ_WRITE',
      user_id: userId,
      organization_id: organizationId,
    })
    expect(await clientOf(api.organizationId, session).getWhoami()).toMatchObject({ organizationId, userId })
    await clientOf(organizationId, session).updateUserName({ userId, userName: 'Ada Lovelace' })
  })
})

describe('whoami', () => {
  it('tells who the key belongs to', async () => {
    const whoami = await parent.getWhoami()
    expect(whoami).toMatchObject({ organizationId: api.organizationId, userId: expect.any(String) })
  })

  it('resolves the sub-organization of a user who sends the parent id', async () => {
    const { organizationId, userId, keyPair } = await makeUser('Ada')
    const whoami = await clientOf(api.organizationId, keyPair).getWhoami()
    expect(whoami).toMatchObject({ organizationId, userId, username: 'Ada' })
  })

  it('works with a base URL that ends with a slash', async () => {
    const turnkey = new Turnkey({ ...api, apiBaseUrl: `${api.url}/`, defaultOrganizationId: api.organizationId })
    expect(await turnkey.apiClient().getWhoami()).toMatchObject({ organizationId: api.organizationId })
  })

  it('may be stamped now and sent by somebody else later', async () => {
    const signed = await parent.stampGetWhoami({})
    if (signed === undefined) throw new Error('The client has no stamper.')
    const { url, body, stamp } = signed
    const headers = { [stamp.stampHeaderName]: stamp.stampHeaderValue }
    const response = await fetch(url, { method: 'POST', body, headers })
    expect(await response.json()).toMatchObject({ organizationId: api.organizationId })
  })
})

describe('sub-organizations', () => {
  it('are found by every filter that is offered', async () => {
    const passkey = makeSoftwarePasskey()
    const keyPair = await makeKeyPair()
    const { subOrganizationId } = await parent.createSubOrganization({
      subOrganizationName: 'Filters',
      rootUsers: [
        {
          userName: 'Grace',
          userEmail: 'grace@example.org',
          userPhoneNumber: '+4930123456',
          apiKeys: [toApiKey(keyPair)],
          authenticators: [{ authenticatorName: 'First', ...makeRegistration(passkey) }],
          oauthProviders: [],
        },
      ],
      rootQuorumThreshold: 1,
    })
    const filters = {
      NAME: 'Filters',
      USERNAME: 'Grace',
      EMAIL: 'grace@example.org',
      PHONE_NUMBER: '+4930123456',
      CREDENTIAL_ID: toBase64url(passkey.credentialId),
      PUBLIC_KEY: keyPair.apiPublicKey,
    }
    for (const [filterType, filterValue] of Object.entries(filters)) {
      const { organizationIds } = await parent.getSubOrgIds({ filterType, filterValue })
      expect([filterType, organizationIds]).toEqual([filterType, [subOrganizationId]])
    }
  })

  it('are listed page by page', async () => {
    const made = [await makeUser('Page'), await makeUser('Page'), await makeUser('Page')]
    const filter = { filterType: 'USERNAME', filterValue: 'Page' }
    const first = await parent.getSubOrgIds({ ...filter, paginationOptions: { limit: '2' } })
    const after = first.organizationIds.at(-1) ?? ''
    const second = await parent.getSubOrgIds({ ...filter, paginationOptions: { limit: '2', after } })
    const found = [...first.organizationIds, ...second.organizationIds]
    expect(first.organizationIds).toHaveLength(2)
    expect(found.sort()).toEqual(made.map(({ organizationId }) => organizationId).sort())
  })

  it('are not found by a contact that nobody has verified', async () => {
    const { client, userId } = await makeUser('Unverified')
    await client.updateUserEmail({ userId, userEmail: 'unverified@example.org' })
    const filter = { filterType: 'EMAIL', filterValue: 'unverified@example.org' }
    expect((await parent.getSubOrgIds(filter)).organizationIds).toHaveLength(1)
    expect(await parent.getVerifiedSubOrgIds(filter)).toEqual({ organizationIds: [] })
  })

  it('have no filter by identity token yet', async () => {
    const finding = parent.getSubOrgIds({ filterType: 'OIDC_TOKEN', filterValue: 'token' })
    await expect(finding).rejects.toEqual(
      requestError(3, 'this server cannot look up sub-organizations by that filterType yet', 'REQUEST_INVALID'),
    )
  })
})

describe('organizations', () => {
  it('are renamed', async () => {
    const { client, organizationId } = await makeUser('Renamed')
    const organizationName = 'Another name'
    expect(await client.updateOrganizationName({ organizationName })).toMatchObject({
      organizationId,
      organizationName,
    })
    expect(await client.getWhoami()).toMatchObject({ organizationId, organizationName })
  })

  it('tell their root quorum', async () => {
    const { client, userId } = await makeUser('Quorum')
    const { configs } = await client.getOrganizationConfigs({
      organizationId: (await client.getWhoami()).organizationId,
    })
    expect(configs).toEqual({ features: [], quorum: { threshold: 1, userIds: [userId] } })
  })

  it('are deleted by their own root user', async () => {
    const { client, organizationId, userId } = await makeUser('Gone')
    const deleted = await client.deleteSubOrganization({ deleteWithoutExport: true })
    expect(deleted).toMatchObject({ subOrganizationUuid: organizationId })
    const refused = requestError(16, 'could not find public key in organization or its parent', 'PUBLIC_KEY_NOT_FOUND')
    await expect(client.getWhoami()).rejects.toEqual(refused)
    await expect(parent.getUser({ organizationId, userId })).rejects.toEqual(refused)
  })
})

describe('users', () => {
  it('are created, read, listed and renamed', async () => {
    const { client } = await makeUser('Root')
    const user = { userName: 'Edith', userTags: [], apiKeys: [], authenticators: [], oauthProviders: [] }
    const { userIds } = await client.createUsers({ users: [user] })
    const userId = userIds[0] ?? ''
    expect(await client.updateUserName({ userId, userName: 'Edith C.' })).toMatchObject({ userId })
    expect((await client.getUser({ userId })).user).toMatchObject({ userId, userName: 'Edith C.', mfaPolicies: [] })
    const { users } = await client.getUsers()
    expect(users.map(({ userName }) => userName).sort()).toEqual(['Edith C.', 'Root'])
  })

  it('change their contacts, and clear them', async () => {
    const { client, userId } = await makeUser('Contacts')
    const userEmail = 'contacts@example.org'
    expect(await client.updateUser({ userId, userEmail, userTagIds: [] })).toMatchObject({ userId })
    expect(await client.updateUserPhoneNumber({ userId, userPhoneNumber: '+4930123456' })).toMatchObject({ userId })
    expect((await client.getUser({ userId })).user).toMatchObject({
      userName: 'Contacts',
      userEmail,
      userPhoneNumber: '+4930123456',
    })
    expect(await client.updateUserEmail({ userId, userEmail: '' })).toMatchObject({ userId })
    await client.updateUser({ userId, userPhoneNumber: '' })
    expect(Object.keys((await client.getUser({ userId })).user)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^user(Email|PhoneNumber)$/)]),
    )
  })

  it('are deleted', async () => {
    const { client, userId: rootId } = await makeUser('Deleting')
    const user = { userName: 'Edith', userTags: [], apiKeys: [], authenticators: [], oauthProviders: [] }
    const { userIds } = await client.createUsers({ users: [user] })
    expect(await client.deleteUsers({ userIds })).toMatchObject({ userIds })
    expect((await client.getUsers()).users.map(({ userId }) => userId)).toEqual([rootId])
    await expect(client.deleteUsers({ userIds: [rootId] })).rejects.toEqual(
      requestError(9, 'this would leave the organization without enough root users', 'REQUEST_INVALID'),
    )
  })

  it('of a sub-organization are readable to the parent organization', async () => {
    const { organizationId, userId } = await makeUser('Child')
    expect((await parent.getUser({ organizationId, userId })).user.userName).toBe('Child')
  })
})

describe('API keys', () => {
  it('are created, read, listed and deleted', async () => {
    const { client, userId } = await makeUser('Keys')
    const session = await makeKeyPair()
    const key = { ...toApiKey(session, 'session'), expirationSeconds: '900' }
    const { apiKeyIds } = await client.createApiKeys({ userId, apiKeys: [key] })
    const apiKeyId = apiKeyIds[0] ?? ''
    const { apiKey } = await client.getApiKey({ apiKeyId })
    expect(apiKey).toMatchObject({ apiKeyId, apiKeyName: 'session', expirationSeconds: '900' })
    expect(apiKey.credential).toEqual({ publicKey: session.apiPublicKey, type: 'CREDENTIAL_TYPE_API_KEY_P256' })
    expect((await client.getApiKeys({ userId })).apiKeys).toContainEqual(apiKey)
    expect(await client.deleteApiKeys({ userId, apiKeyIds: [apiKeyId] })).toMatchObject({ apiKeyIds: [apiKeyId] })
    expect((await client.getApiKeys({ userId })).apiKeys).not.toContainEqual(apiKey)
  })

  it('are refused once deleted', async () => {
    const { client, userId, organizationId } = await makeUser('Deleted')
    const session = await makeKeyPair()
    const { apiKeyIds } = await client.createApiKeys({ userId, apiKeys: [toApiKey(session)] })
    expect(await clientOf(organizationId, session).getWhoami()).toMatchObject({ userId })
    await client.deleteApiKeys({ userId, apiKeyIds })
    await expect(clientOf(organizationId, session).getWhoami()).rejects.toEqual(
      requestError(16, 'could not find public key in organization or its parent organization', 'PUBLIC_KEY_NOT_FOUND'),
    )
  })
})

describe('activities', () => {
  it('answer with their record, and are found again', async () => {
    const { client, userId } = await makeUser('Record')
    const { activity } = await client.updateUserName({ userId, userName: 'Record 2' })
    expect(activity).toMatchObject({ status: 'ACTIVITY_STATUS_COMPLETED', type: 'ACTIVITY_TYPE_UPDATE_USER_NAME' })
    expect((await client.getActivity({ activityId: activity.id })).activity).toEqual(activity)
    const { activities } = await client.getActivities({ filterByType: ['ACTIVITY_TYPE_UPDATE_USER_NAME'] })
    expect(activities).toEqual([activity])
  })
})

describe('errors reach the caller as TurnkeyRequestError', () => {
  it('16, when the key is of no organization', async () => {
    await expect(clientOf(api.organizationId, await makeKeyPair()).getWhoami()).rejects.toEqual(
      requestError(16, 'could not find public key in organization or its parent organization', 'PUBLIC_KEY_NOT_FOUND'),
    )
  })

  it('5, when the user does not exist', async () => {
    await expect(parent.getUser({ userId: unknownId })).rejects.toEqual(
      requestError(5, 'no user found with the given ID', 'UNSPECIFIED'),
    )
  })

  it('7, when the parent writes into a sub-organization', async () => {
    const { organizationId, userId } = await makeUser('Own')
    const renaming = parent.updateUserName({ organizationId, userId, userName: 'Taken over' })
    await expect(renaming).rejects.toMatchObject({ name: 'TurnkeyRequestError', code: 7 })
  })

  it('3, with the field that is wrong', async () => {
    const creating = parent.createApiKeys({
      userId: unknownId,
      apiKeys: [{ apiKeyName: 'key', publicKey: 'ab', curveType: 'API_KEY_CURVE_P256' }],
    })
    const violation = expect.objectContaining({ field: 'parameters.apiKeys.0.publicKey' })
    await expect(creating).rejects.toMatchObject({
      code: 3,
      details: expect.arrayContaining([
        { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [violation] },
      ]),
    })
  })

  it.each(Object.keys(notOffered))('12, for %s, which this server does not offer', async (name) => {
    await expect(notOffered[name]?.()).rejects.toEqual(requestError(12, 'not implemented', 'UNSPECIFIED'))
  })
})

/** One of each family that docs/compatibility.md names. */
const notOffered: Record<string, () => Promise<unknown>> = {
  createWallet: () => parent.createWallet({ walletName: 'Wallet', accounts: [] }),
  emailAuth: () =>
    parent.emailAuth({ email: 'a@example.org', targetPublicKey: '04', emailCustomization: { appName: 'A' } }),
  initOtp: () => parent.initOtp({ contact: 'a@example.org', otpType: 'OTP_TYPE_EMAIL', appName: 'A' }),
  oauthLogin: () => parent.oauthLogin({ oidcToken: 'token', publicKey: api.apiPublicKey }),
  createPolicy: () => parent.createPolicy({ policyName: 'P', effect: 'EFFECT_ALLOW', notes: '' }),
}
