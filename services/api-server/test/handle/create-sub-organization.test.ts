/** `create_sub_organization` in all its versions. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { passkeyParams, permanentKey, sessionKey, userParams } from './support/members.ts'
import { ask, codeOf, refusalOf, submit, submitBytes, writeBody } from './support/requests.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const operation = 'create_sub_organization'
const type = (version: string): string => `ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION${version}`

const organization = (members: object = {}) => ({
  subOrganizationName: 'Child',
  rootUsers: [userParams({ userName: 'Alice', authenticators: [passkeyParams()] })],
  rootQuorumThreshold: 1,
  privateKeys: [],
  ...members,
})
const create = (members: object, version = '_V8') =>
  submit(world, world.root, operation, organization(members), { type: type(version) })

/** Every version from the second on: what its result is called. */
const resultKeys = {
  _V2: ['createSubOrganizationResult'],
  _V3: ['createSubOrganizationResultV3'],
  _V4: ['createSubOrganizationResultV4'],
  _V5: ['createSubOrganizationResultV5', 'createSubOrganizationResultV6'],
  _V6: ['createSubOrganizationResultV6'],
  _V7: ['createSubOrganizationResultV7'],
  _V8: ['createSubOrganizationResultV8'],
}

describe('create_sub_organization', () => {
  for (const [version, keys] of Object.entries(resultKeys)) {
    it(`makes an organization from ${version.slice(1)}`, async () => {
      const parameters = organization({ disableEmailAuth: true })
      const body = writeBody(world, world.root.organizationId, operation, parameters, { type: type(version) })
      const activity = await submitBytes(world, world.root, operation, body)
      expect(Object.keys(activity.result)).toEqual(keys)
      const [result, ...others] = Object.values(activity.result) as {
        subOrganizationId: string
        rootUserIds: string[]
      }[]
      for (const other of others) expect(other).toEqual(result)
      expect(activity.intent).toEqual({ [`createSubOrganizationIntent${version.slice(1)}`]: parameters })
      expect(result?.rootUserIds).toHaveLength(1)
      const { organizationIds } = await ask(world, world.root, 'list_suborgs', { paginationOptions: { limit: '100' } })
      expect(organizationIds).toContain(result?.subOrganizationId)
    })
  }

  it('makes one user of the passkey of V1', async () => {
    const parameters = { name: 'First', rootAuthenticator: passkeyParams() }
    const { subOrganizationId, rootUserIds } = await submit(world, world.root, operation, parameters, {
      type: type(''),
    })
    const child = { targetOrganizationId: subOrganizationId }
    const { organizationData } = await ask(world, world.root, 'get_organization', {}, child)
    expect(organizationData.name).toBe('First')
    expect(organizationData.rootQuorum).toEqual({ threshold: 1, userIds: rootUserIds })
    expect(organizationData.users[0]?.authenticators).toHaveLength(1)
  })

  it('keeps names, contacts, credentials and the order of root users', async () => {
    const [apiKey, session] = [await permanentKey(), await sessionKey()]
    const rootUsers = [
      userParams({
        userName: 'A',
        userEmail: 'a@example.com',
        userPhoneNumber: '+15550000',
        apiKeys: [apiKey, session],
      }),
      userParams({ userName: 'B', userEmail: '', userPhoneNumber: '', authenticators: [passkeyParams()] }),
    ]
    const { subOrganizationId, rootUserIds } = await create({ rootUsers, rootQuorumThreshold: 2 })
    const { users } = await ask(world, world.root, 'list_users', {}, { targetOrganizationId: subOrganizationId })
    expect(users.map((user) => user.userId)).toEqual(rootUserIds)
    expect(users.map((user) => [user.userName, user.userEmail, user.userPhoneNumber])).toEqual([
      ['A', 'a@example.com', '+15550000'],
      ['B', undefined, undefined],
    ])
    expect(users[0]?.apiKeys.map((key) => key.credential.publicKey)).toEqual([apiKey.publicKey, session.publicKey])
    expect(users[0]?.apiKeys.map((key) => key.expirationSeconds)).toEqual([undefined, '900'])
  })

  it('gives every new user and organization its parent, so that a parent finds the credential', async () => {
    const apiKey = await permanentKey()
    const { subOrganizationId } = await create({ rootUsers: [userParams({ apiKeys: [apiKey] })] })
    const publicKey = Buffer.from(apiKey.publicKey, 'hex')
    const found = await world.system.store.findApiKeysOfChildren(world.root.organizationId, publicKey)
    expect(found.map((each) => [each.organizationId, each.isRoot])).toEqual([[subOrganizationId, true]])
  })

  it.each([0, -1, 2])('refuses a quorum of %i from one root user', async (rootQuorumThreshold) => {
    const refusal = await refusalOf(create({ rootQuorumThreshold }))
    expect(refusal.code).toBe('QUORUM_INVALID')
    expect(refusal.details.fieldViolations?.[0]?.field).toBe('parameters.rootQuorumThreshold')
  })

  it('refuses what it has not, naming it, and makes nothing', async () => {
    const count = async () =>
      (await ask(world, world.root, 'list_activities', { paginationOptions: { limit: 100 } })).activities.length
    const before = await count()
    const oauth = [
      userParams({ authenticators: [passkeyParams()], oauthProviders: [{ providerName: 'x', oidcToken: 'x' }] }),
    ]
    expect(await codeOf(create({ wallet: { walletName: 'w', accounts: [] } }))).toBe('WALLETS_UNAVAILABLE')
    expect(await codeOf(create({ privateKeys: [{}] }, '_V3'))).toBe('WALLETS_UNAVAILABLE')
    expect(await codeOf(create({ verificationToken: 'token' }))).toBe('IDENTITY_PROVIDERS_UNAVAILABLE')
    expect(await codeOf(create({ rootUsers: oauth }))).toBe('IDENTITY_PROVIDERS_UNAVAILABLE')
    expect(await count()).toBe(before)
  })

  it('takes absent extras in every spelling', async () => {
    await expect(create({ wallet: null, verificationToken: '', privateKeys: [] })).resolves.toBeDefined()
  })

  it('refuses a root user who could not sign in for good', async () => {
    const rootUsers = [userParams({ authenticators: [passkeyParams()] }), userParams({ apiKeys: [await sessionKey()] })]
    const refusal = await refusalOf(create({ rootUsers }))
    expect(refusal.code).toBe('USER_NAMES_NO_CREDENTIAL')
    expect(refusal.details.fieldViolations?.[0]?.field).toBe('parameters.rootUsers.1')
  })

  it('refuses the same passkey or key twice in one organization, and leaves nothing of it', async () => {
    const [passkey, apiKey] = [passkeyParams(), await permanentKey()]
    const twice = (credentials: object) => ({ rootUsers: [userParams(credentials), userParams(credentials)] })
    expect(await codeOf(create(twice({ authenticators: [passkey] })))).toBe('CREDENTIAL_ID_TAKEN')
    expect(await codeOf(create(twice({ apiKeys: [apiKey] })))).toBe('PUBLIC_KEY_TAKEN')
    const filter = { filterType: 'PUBLIC_KEY', filterValue: apiKey.publicKey }
    expect((await ask(world, world.root, 'list_suborgs', filter)).organizationIds).toEqual([])
  })

  it('takes the same passkey in two organizations', async () => {
    const rootUsers = [userParams({ authenticators: [passkeyParams()] })]
    const [first, second] = [await create({ rootUsers }), await create({ rootUsers })]
    expect(first.subOrganizationId).not.toBe(second.subOrganizationId)
  })
})
