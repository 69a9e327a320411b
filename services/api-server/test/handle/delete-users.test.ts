/** `delete_users`: all of what is named or nothing, and never the last who can sign in. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addChild, addUser } from './support/members.ts'
import { ask, codeOf, submit } from './support/requests.ts'
import { addOrganization, type Member, openWorld, type World } from './support/world.ts'

const unknownId = '0195c0de-0000-7000-8000-0000000000ff'

let world: World
let root: Member
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  root = await addOrganization(world.system, 'Fresh')
})
afterAll(() => world.close())

const remove = (userIds: string[], member = root) => submit(world, member, 'delete_users', { userIds })
const userIdsOf = async (member: Member) => (await ask(world, member, 'list_users')).users.map(({ userId }) => userId)

describe('delete_users', () => {
  it('deletes who is named, with their keys, and answers the ids', async () => {
    const [first, second, third] = [await addUser(world, root), await addUser(world, root), await addUser(world, root)]
    const userIds = [third.userId, first.userId]
    expect(await remove(userIds)).toEqual({ userIds })
    expect(await userIdsOf(root)).toEqual([root.userId, second.userId])
    expect((await ask(world, root, 'get_api_keys')).apiKeys).toHaveLength(2)
  })

  it('deletes all or nobody', async () => {
    const user = await addUser(world, root)
    expect(await codeOf(remove([user.userId, unknownId]))).toBe('USER_NOT_FOUND')
    expect(await userIdsOf(root)).toEqual([root.userId, user.userId])
  })

  it('takes the same user twice for once', async () => {
    const { userId } = await addUser(world, root)
    await remove([userId, userId])
    expect(await userIdsOf(root)).toEqual([root.userId])
  })

  it('does not know users of other organizations', async () => {
    const child = await addChild(world)
    expect(await codeOf(remove([child.userId], world.root))).toBe('USER_NOT_FOUND')
    expect(await userIdsOf(child)).toEqual([child.userId])
  })

  it('keeps the last root user who can sign in', async () => {
    const user = await addUser(world, root)
    expect(await codeOf(remove([root.userId]))).toBe('LAST_ROOT_CREDENTIAL')
    expect(await codeOf(remove([root.userId, user.userId]))).toBe('LAST_ROOT_CREDENTIAL')
    expect(await userIdsOf(root)).toEqual([root.userId, user.userId])
  })

  it('lets a key of the deleted be registered again', async () => {
    const user = await addUser(world, root)
    await remove([user.userId])
    const apiKey = {
      apiKeyName: 'again',
      publicKey: user.credential.kind === 'api-key' ? user.credential.publicKeyHex : '',
      curveType: 'API_KEY_CURVE_P256',
    }
    const parameters = { userId: root.userId, apiKeys: [apiKey] }
    expect((await submit(world, root, 'create_api_keys', parameters)).apiKeyIds).toHaveLength(1)
  })

  it('leaves what the deleted did on record, without their vote', async () => {
    const user = await addUser(world, root)
    await submit(world, user, 'update_user_name', { userId: user.userId, userName: 'Robert' })
    await remove([user.userId])
    const filter = { filterByType: ['ACTIVITY_TYPE_UPDATE_USER_NAME'] }
    const { activities } = await ask(world, root, 'list_activities', filter)
    expect(activities.map(({ intent, votes }) => [intent, votes])).toEqual([
      [{ updateUserNameIntent: { userId: user.userId, userName: 'Robert' } }, []],
    ])
  })
})
