/** Reads: what they answer, and that ids of others look like ids of nobody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSoftwarePasskey } from '../../../../test/support/software-authenticator.ts'
import { addChild, addUser, openSession, passkeyParams, userParams } from './support/members.ts'
import { ask, codeOf, refusalOf, submit } from './support/requests.ts'
import { addOrganization, type Member, openWorld, startMs, type World } from './support/world.ts'

const randomId = '0195c0de-0000-7000-8000-0000000000ff'

let world: World
let user: Member
let child: Member
let stranger: Member
beforeAll(async () => {
  world = await openWorld()
  user = await addUser(world, world.root)
  child = await addChild(world)
  stranger = await addOrganization(world.system, 'Stranger')
})
afterAll(() => world.close())

const keyIdOf = ({ credential }: Member): string => (credential.kind === 'api-key' ? credential.apiKeyId : '')
const passkeyIdOf = ({ credential }: Member): string =>
  credential.kind === 'passkey' ? credential.authenticatorId : ''

describe('whoami', () => {
  it('names user and organization of the caller', async () => {
    expect(await ask(world, child, 'whoami')).toEqual({
      organizationId: child.organizationId,
      organizationName: 'Child',
      userId: child.userId,
      username: 'Alice',
    })
  })
})

describe('users', () => {
  it('come with every member official clients read', async () => {
    const { user: found } = await ask(world, user, 'get_user', { userId: user.userId })
    const createdAt = { seconds: String(startMs / 1000), nanos: '0' }
    expect(found).toEqual({
      userId: user.userId,
      userName: 'Bob',
      authenticators: [],
      apiKeys: [expect.objectContaining({ apiKeyId: keyIdOf(user), createdAt, updatedAt: createdAt })],
      userTags: [],
      oauthProviders: [],
      createdAt,
      updatedAt: createdAt,
      mfaPolicies: [],
    })
  })

  it('are listed in order of creation', async () => {
    const { users } = await ask(world, user, 'list_users')
    expect(users.map((each) => each.userId)).toEqual([world.root.userId, user.userId])
  })

  it('belong to the organization asked about, not to the caller', async () => {
    const about = { targetOrganizationId: child.organizationId }
    const { users } = await ask(world, world.root, 'list_users', {}, about)
    expect(users.map((each) => each.userId)).toEqual([child.userId])
    const { organizationData } = await ask(world, world.root, 'get_organization', {}, about)
    expect(organizationData).toMatchObject({
      organizationId: child.organizationId,
      name: 'Child',
      rootQuorum: { threshold: 1, userIds: [child.userId] },
      policies: [],
      privateKeys: [],
      invitations: [],
      tags: [],
      features: [],
      wallets: [],
    })
  })
})

describe('an organization that was deleted while it was being asked about', () => {
  it.each([
    ['api-key', 'PUBLIC_KEY_NOT_FOUND'],
    ['passkey', 'CREDENTIAL_ID_NOT_FOUND'],
    ['read-only-session', 'SESSION_INVALID'],
  ] as const)('is answered to a %s like one that never was', async (kind, code) => {
    const credentials = {
      'api-key': world.root.credential,
      passkey: child.credential,
      'read-only-session': { kind: 'read-only-session', sessionId: randomId, tokenHash: new Uint8Array(32) },
    } as const
    const facts = { targetOrganizationId: randomId, credential: credentials[kind] }
    for (const name of ['get_organization', 'get_organization_configs'] as const) {
      expect(await codeOf(ask(world, world.root, name, {}, facts)), name).toBe(code)
    }
  })
})

describe('ids of another organization', () => {
  const cases = (): [Parameters<typeof ask>[2], object, object, string][] => [
    ['get_user', { userId: child.userId }, { userId: randomId }, 'USER_NOT_FOUND'],
    ['get_api_keys', { userId: child.userId }, { userId: randomId }, 'USER_NOT_FOUND'],
    ['get_authenticators', { userId: child.userId }, { userId: randomId }, 'USER_NOT_FOUND'],
    ['get_api_key', { apiKeyId: keyIdOf(user) }, { apiKeyId: randomId }, 'API_KEY_NOT_FOUND'],
    [
      'get_authenticator',
      { authenticatorId: passkeyIdOf(child) },
      { authenticatorId: randomId },
      'AUTHENTICATOR_NOT_FOUND',
    ],
  ]

  it('look like ids of nobody', async () => {
    for (const [name, foreign, random, code] of cases()) {
      const [first, second] = [
        await refusalOf(ask(world, stranger, name, foreign)),
        await refusalOf(ask(world, stranger, name, random)),
      ]
      expect(first.code, name).toBe(code)
      expect({ ...second }, name).toEqual({ ...first })
    }
  })

  it('hide activities too', async () => {
    const { activities } = await ask(world, world.root, 'list_activities')
    const activityId = activities[0]?.id
    expect((await ask(world, world.root, 'get_activity', { activityId })).activity.id).toBe(activityId)
    expect(await codeOf(ask(world, stranger, 'get_activity', { activityId }))).toBe('ACTIVITY_NOT_FOUND')
    expect((await ask(world, stranger, 'list_activities')).activities).toEqual([])
  })
})

describe('get_api_keys', () => {
  it('lists those of one user or of everyone', async () => {
    const { apiKeys: own } = await ask(world, world.root, 'get_api_keys', { userId: user.userId })
    const { apiKeys: all } = await ask(world, world.root, 'get_api_keys')
    expect(own.map((key) => key.apiKeyId)).toEqual([keyIdOf(user)])
    expect(all.map((key) => key.apiKeyId)).toEqual([keyIdOf(world.root), keyIdOf(user)])
  })

  it('lists those of the organization asked about', async () => {
    const session = await openSession(world, child)
    const { apiKeys } = await ask(world, world.root, 'get_api_keys', {}, { targetOrganizationId: child.organizationId })
    expect(apiKeys.map((key) => key.apiKeyId)).toEqual([keyIdOf(session)])
  })

  it('gives the configured life of a session key as a decimal string', async () => {
    const session = await openSession(world, child, 120)
    const { apiKey } = await ask(world, child, 'get_api_key', { apiKeyId: keyIdOf(session) })
    expect(apiKey.expirationSeconds).toBe('120')
  })
})

describe('list_suborgs', () => {
  let root: Member
  const passkey = makeSoftwarePasskey()
  const ids: string[] = []
  beforeAll(async () => {
    root = await addOrganization(world.system, 'Parent of twelve')
    for (let index = 0; index < 12; index++) {
      const contact = { userEmail: `u${index}@example.com`, userPhoneNumber: `+1555000${index}` }
      const authenticators = [passkeyParams(index === 3 ? passkey : undefined)]
      const rootUsers = [userParams({ userName: `U${index}`, ...contact, authenticators })]
      const parameters = { subOrganizationName: `S${index}`, rootUsers, rootQuorumThreshold: 1 }
      ids.push((await submit(world, root, 'create_sub_organization', parameters)).subOrganizationId)
    }
  })
  const list = async (request: object, member = root): Promise<string[]> =>
    (await ask(world, member, 'list_suborgs', request)).organizationIds

  it('lists ten to a page, oldest first', async () => {
    expect(await list({})).toEqual(ids.slice(0, 10))
    expect(await list({ paginationOptions: { after: ids[9] } })).toEqual(ids.slice(10))
    expect(await list({ paginationOptions: { limit: 2, before: ids[4] } })).toEqual(ids.slice(2, 4))
    expect(await list({ paginationOptions: { limit: '100' } })).toEqual(ids)
  })

  it.each([
    ['NAME', 'S3', 3],
    ['USERNAME', 'U4', 4],
    ['EMAIL', 'u5@example.com', 5],
    ['PHONE_NUMBER', '+15550006', 6],
  ] as const)('finds by %s, exactly', async (filterType, filterValue, index) => {
    expect(await list({ filterType, filterValue })).toEqual([ids[index]])
    expect(await list({ filterType, filterValue: `${filterValue}%` })).toEqual([])
  })

  it('finds by credential', async () => {
    const filterValue = Buffer.from(passkey.credentialId).toString('base64url')
    expect(await list({ filterType: 'CREDENTIAL_ID', filterValue })).toEqual([ids[3]])
    expect(await list({ filterType: 'PUBLIC_KEY', filterValue: '02' })).toEqual([])
    expect(await list({ filterType: '', filterValue: 'x', paginationOptions: { limit: '1' } })).toEqual([ids[0]])
  })

  it('refuses values that do not fit their type', async () => {
    for (const request of [
      { filterType: 'NAME' },
      { filterType: 'CREDENTIAL_ID', filterValue: 'AB=' },
      { filterType: 'PUBLIC_KEY', filterValue: 'xyz' },
    ]) {
      const refusal = await refusalOf(list(request))
      expect(refusal.code).toBe('REQUEST_INVALID')
      expect(refusal.details.fieldViolations?.map(({ field }) => field)).toEqual(['filterValue'])
    }
  })

  it('says which filters it has not', async () => {
    for (const filterType of ['OIDC_TOKEN', 'WALLET_ACCOUNT_ADDRESS']) {
      expect(await codeOf(list({ filterType, filterValue: 'x' }))).toBe('FILTER_UNAVAILABLE')
    }
  })

  it('shows the children of a parent to nobody else', async () => {
    expect(await list({}, stranger)).toEqual([])
    expect(await list({}, child)).toEqual([])
    const about = { targetOrganizationId: child.organizationId }
    expect(await ask(world, world.root, 'list_suborgs', {}, about)).toEqual({ organizationIds: [] })
  })
})

describe('list_verified_suborgs', () => {
  const list = (request: object) => ask(world, world.root, 'list_verified_suborgs', request)

  it('finds nobody by a contact that was only stated', async () => {
    const contact = { userEmail: 'stated@example.com', userPhoneNumber: '+15550009' }
    await submit(world, child, 'update_user', { userId: child.userId, ...contact })
    for (const [filterType, filterValue] of [
      ['EMAIL', contact.userEmail],
      ['PHONE_NUMBER', contact.userPhoneNumber],
    ]) {
      const filter = { filterType, filterValue }
      expect((await ask(world, world.root, 'list_suborgs', filter)).organizationIds).toEqual([child.organizationId])
      expect(await list(filter)).toEqual({ organizationIds: [] })
    }
    expect(await list({})).toEqual({ organizationIds: [] })
  })

  it.each([
    [{ filterType: 'EMAIL' }, 'filterValue'],
    [{ filterType: 'NAME', filterValue: 'Child' }, 'filterType'],
    [{ filterType: 'EMAIL', filterValue: 'x'.repeat(4097) }, 'filterValue'],
    [{ paginationOptions: { limit: '101' } }, 'paginationOptions.limit'],
  ])('refuses %j for its %s', async (request, field) => {
    const refusal = await refusalOf(list(request))
    expect(refusal.code).toBe('REQUEST_INVALID')
    expect(refusal.details.fieldViolations?.map((violation) => violation.field)).toEqual([field])
  })
})

describe('get_organization_configs', () => {
  it('tells the root quorum, of a sub-organization to its parent too', async () => {
    const about = { targetOrganizationId: child.organizationId }
    const expected = { configs: { features: [], quorum: { threshold: 1, userIds: [child.userId] } } }
    expect(await ask(world, child, 'get_organization_configs')).toEqual(expected)
    expect(await ask(world, world.root, 'get_organization_configs', {}, about)).toEqual(expected)
  })

  it('leaves out ordinary users', async () => {
    const { configs } = await ask(world, user, 'get_organization_configs')
    expect(configs.quorum.userIds).toEqual([world.root.userId])
  })
})

describe('list_activities', () => {
  it('lists ten to a page, newest first, and filters', async () => {
    const root = await addOrganization(world.system, 'Busy')
    for (let index = 0; index < 11; index++) {
      await submit(world, root, 'update_user_name', { userId: root.userId, userName: `n${index}` })
    }
    await submit(world, root, 'create_read_only_session', {})
    const { activities: page } = await ask(world, root, 'list_activities')
    expect(page).toHaveLength(10)
    expect(page[0]?.type).toBe('ACTIVITY_TYPE_CREATE_READ_ONLY_SESSION')
    const options = { paginationOptions: { before: page[9]?.id } }
    const { activities: rest } = await ask(world, root, 'list_activities', options)
    const intents = [...page.slice(1), ...rest].map((each) => Object.values(each.intent)[0])
    expect(intents.map((intent) => Object(intent).userName)).toEqual(
      Array.from({ length: 11 }, (_, index) => `n${10 - index}`),
    )
    const byType = { filterByType: ['ACTIVITY_TYPE_CREATE_READ_ONLY_SESSION'] }
    expect((await ask(world, root, 'list_activities', byType)).activities).toHaveLength(1)
    const byStatus = { filterByStatus: ['ACTIVITY_STATUS_REJECTED'] }
    expect((await ask(world, root, 'list_activities', byStatus)).activities).toEqual([])
  })
})
