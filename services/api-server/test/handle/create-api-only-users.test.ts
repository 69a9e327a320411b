/** `create_api_only_users`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { passkeyParams, permanentKey, sessionKey } from './support/members.ts'
import { ask, codeOf, refusalOf, submit } from './support/requests.ts'
import { addOrganization, openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const robot = (members: object = {}) => ({ userName: 'Robot', userTags: [], apiKeys: [], ...members })
const create = (apiOnlyUsers: object[], root = world.root) =>
  submit(world, root, 'create_api_only_users', { apiOnlyUsers })

describe('create_api_only_users', () => {
  it('adds ordinary users with their keys, in order', async () => {
    const [lasting, expiring] = [await permanentKey(), await sessionKey('60')]
    const contact = { userEmail: 'robot@example.com' }
    const { userIds } = await create([robot({ ...contact, apiKeys: [lasting, expiring] }), robot({ userName: 'R2' })])
    const { users } = await ask(world, world.root, 'list_users')
    expect(users.map(({ userId }) => userId)).toEqual([world.root.userId, ...userIds])
    const [, first, second] = users
    expect(first).toMatchObject({ userName: 'Robot', ...contact, authenticators: [] })
    expect(
      first?.apiKeys.map(({ credential, expirationSeconds }) => [credential.publicKey, expirationSeconds]),
    ).toEqual([
      [lasting.publicKey, undefined],
      [expiring.publicKey, '60'],
    ])
    expect(second).toMatchObject({ userName: 'R2', apiKeys: [] })
    const { organizationData } = await ask(world, world.root, 'get_organization')
    expect(organizationData.rootQuorum.userIds).toEqual([world.root.userId])
  })

  it('gives nobody a passkey or a telephone number, whatever is sent along', async () => {
    const { userIds } = await create([robot({ authenticators: [passkeyParams()], userPhoneNumber: '+15550001' })])
    const { user } = await ask(world, world.root, 'get_user', { userId: userIds[0] })
    expect(user.authenticators).toEqual([])
    expect(user.userPhoneNumber).toBeUndefined()
  })

  it('refuses what it cannot keep, and names the field', async () => {
    expect(await codeOf(create([robot({ userTags: [world.root.userId] })]))).toBe('TAG_NOT_FOUND')
    const publicKey = `02${'ff'.repeat(32)}`
    const { code, details } = await refusalOf(create([robot(), robot({ apiKeys: [{ apiKeyName: 'key', publicKey }] })]))
    expect(code).toBe('PUBLIC_KEY_INVALID')
    expect(details.fieldViolations?.map(({ field }) => field)).toEqual([
      'parameters.apiOnlyUsers.1.apiKeys.0.publicKey',
    ])
  })

  it('stops at 100 users', async () => {
    const root = await addOrganization(world.system, 'Full')
    const many = (length: number) => Array.from({ length }, () => robot())
    expect(await codeOf(create(many(100), root))).toBe('USERS_EXHAUSTED')
    await create(many(99), root)
    expect(await codeOf(create(many(1), root))).toBe('USERS_EXHAUSTED')
  })
})
