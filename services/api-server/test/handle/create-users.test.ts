/** `create_users` in all its versions. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addChild, passkeyParams, permanentKey, userParams } from './support/members.ts'
import { ask, codeOf, submit } from './support/requests.ts'
import { addOrganization, type Member, openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const createUsers = (member: Member, users: object[], version = '_V4') =>
  submit(world, member, 'create_users', { users }, { type: `ACTIVITY_TYPE_CREATE_USERS${version}` })

/** A registration in the shape of the first activity versions. */
function passkeyParamsV1() {
  const { attestation, ...rest } = passkeyParams()
  const { credentialId: id, clientDataJson, attestationObject, transports } = attestation
  return {
    ...rest,
    attestation: { id, rawId: id, type: 'public-key', response: { clientDataJson, attestationObject, transports } },
  }
}

describe('create_users', () => {
  it.each(['_V2', '_V3', '_V4'])('adds ordinary users by %s, in order', async (version) => {
    const users = [userParams({ userName: 'A', apiKeys: [await permanentKey()] }), userParams({ userName: 'B' })]
    const { userIds } = await createUsers(world.root, users, version)
    const all = await ask(world, world.root, 'list_users')
    expect(all.users.slice(-2).map((user) => [user.userId, user.userName])).toEqual([
      [userIds[0], 'A'],
      [userIds[1], 'B'],
    ])
    const { organizationData } = await ask(world, world.root, 'get_organization')
    expect(organizationData.rootQuorum.userIds).toEqual([world.root.userId])
  })

  it('adds a user with a passkey in the shape of V1', async () => {
    const { userIds } = await createUsers(world.root, [userParams({ authenticators: [passkeyParamsV1()] })], '')
    const { authenticators } = await ask(world, world.root, 'get_authenticators', { userId: userIds[0] })
    expect(authenticators.map((each) => each.transports)).toEqual([['AUTHENTICATOR_TRANSPORT_INTERNAL']])
  })

  it('adds users to a sub-organization under its parent', async () => {
    const child = await addChild(world)
    const apiKey = await permanentKey()
    await createUsers(child, [userParams({ apiKeys: [apiKey] })])
    const publicKey = Buffer.from(apiKey.publicKey, 'hex')
    const found = await world.system.store.findApiKeysOfChildren(world.root.organizationId, publicKey)
    expect(found.map((each) => [each.organizationId, each.isRoot])).toEqual([[child.organizationId, false]])
  })

  it('refuses OAuth providers, which this server has not', async () => {
    const users = [userParams({ oauthProviders: [{ providerName: 'x', oidcToken: 'x' }] })]
    expect(await codeOf(createUsers(world.root, users))).toBe('IDENTITY_PROVIDERS_UNAVAILABLE')
  })

  it('refuses a public key the organization has, with the whole request', async () => {
    const apiKey = await permanentKey()
    await createUsers(world.root, [userParams({ apiKeys: [apiKey] })])
    const before = (await ask(world, world.root, 'list_users')).users.length
    expect(await codeOf(createUsers(world.root, [userParams(), userParams({ apiKeys: [apiKey] })]))).toBe(
      'PUBLIC_KEY_TAKEN',
    )
    expect((await ask(world, world.root, 'list_users')).users).toHaveLength(before)
  })

  it('stops at 100 users', async () => {
    const root = await addOrganization(world.system, 'Full')
    await createUsers(
      root,
      Array.from({ length: 98 }, () => userParams()),
    )
    expect(await codeOf(createUsers(root, [userParams(), userParams()]))).toBe('USERS_EXHAUSTED')
    await createUsers(root, [userParams()])
    expect(await codeOf(createUsers(root, [userParams()]))).toBe('USERS_EXHAUSTED')
    expect((await ask(world, root, 'list_users')).users).toHaveLength(100)
  })
})
