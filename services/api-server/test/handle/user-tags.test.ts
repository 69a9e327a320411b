/** Tags: making, changing, deleting and listing them, and giving them to users by the other writes that can. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addChild, addUser, userParams } from './support/members.ts'
import { ask, codeOf, refusalOf, submit, submitBytes, writeBody } from './support/requests.ts'
import { addOrganization, type Member, openWorld, type World } from './support/world.ts'

const unknownId = '0195c0de-0000-7000-8000-0000000000ff'

let world: World
let root: Member
let user: Member
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  root = await addOrganization(world.system, 'Fresh')
  user = await addUser(world, root)
})
afterAll(() => world.close())

const create = async (userTagName: string, userIds: string[] = [], member = root) =>
  submit(world, member, 'create_user_tag', { userTagName, userIds })
const update = (userTagId: string, changes: object, member = root) =>
  submit(world, member, 'update_user_tag', { userTagId, addUserIds: [], removeUserIds: [], ...changes })
const remove = (userTagIds: string[], member = root) => submit(world, member, 'delete_user_tags', { userTagIds })
const list = async (member = root) => (await ask(world, member, 'list_user_tags')).userTags
const namesOf = async (member = root) => (await list(member)).map(({ tagName }) => tagName)
const createId = async (name: string, userIds: string[] = []) => (await create(name, userIds)).userTagId

/** Tags of one user; all reads that show users must agree about them. */
async function tagsOf({ userId }: Member, member = root): Promise<string[]> {
  const { user: found } = await ask(world, member, 'get_user', { userId })
  const { users } = await ask(world, member, 'list_users')
  const { organizationData } = await ask(world, member, 'get_organization')
  for (const all of [users, organizationData.users]) expect(all.find((each) => each.userId === userId)).toEqual(found)
  return found.userTags
}

/** State of the organization that a refused write must leave as it is. */
const state = async () => {
  const { organizationData } = await ask(world, root, 'get_organization')
  return organizationData
}

async function expectRefused(code: string, attempt: () => Promise<unknown>): Promise<void> {
  const before = await state()
  expect(await codeOf(attempt())).toBe(code)
  expect(await state()).toEqual(before)
}

describe('create_user_tag', () => {
  it('gives the tag to users and answers both', async () => {
    const userIds = [user.userId, root.userId, user.userId]
    const { userTagId, userIds: given } = await create('Staff', userIds)
    expect(given).toEqual([user.userId, root.userId])
    expect([await tagsOf(user), await tagsOf(root)]).toEqual([[userTagId], [userTagId]])
  })

  it('may give it to nobody, and keeps order of creation', async () => {
    const [first, second] = [await createId('Zoo'), await createId('Ark', [user.userId])]
    await update(first, { addUserIds: [user.userId] })
    expect(await namesOf()).toEqual(['Zoo', 'Ark'])
    expect(await tagsOf(user)).toEqual([first, second])
  })

  it('refuses a name that another tag of the organization has, to the letter', async () => {
    await create('Staff')
    await expectRefused('TAG_NAME_TAKEN', () => create('Staff', [user.userId]))
    await create('staff')
    await create('Staff', [], world.root)
  })

  it('refuses users nobody knows, and names that are none', async () => {
    for (const userId of [unknownId, world.root.userId]) {
      await expectRefused('USER_NOT_FOUND', () => create('Staff', [user.userId, userId]))
    }
    await expectRefused('REQUEST_INVALID', () => create(''))
    await expectRefused('REQUEST_INVALID', () => create('x'.repeat(256)))
  })

  it.each([
    ['a parent organization', 100, async () => root],
    ['a sub-organization', 10, () => addChild({ ...world, root })],
  ] as const)('stops for %s at %i tags', async (_, limit, find) => {
    const member = await find()
    for (let index = 0; index < limit; index += 1) await create(`tag ${index}`, [], member)
    expect(await codeOf(create('one more', [], member))).toBe('TAGS_EXHAUSTED')
    const [oldest] = await list(member)
    await remove([String(oldest?.tagId)], member)
    await create('one more', [], member)
    expect(await list(member)).toHaveLength(limit)
  })

  it('never makes two tags of one name, nor too many, at once', async () => {
    const child = await addChild({ ...world, root })
    const attempts = Array.from({ length: 24 }, (_, index) => create(`tag ${index % 12}`, [], child).catch(() => {}))
    await Promise.all(attempts)
    expect(await namesOf(child)).toHaveLength(10)
    expect(new Set(await namesOf(child)).size).toBe(10)
  })
})

describe('update_user_tag', () => {
  it('renames and moves updatedAt', async () => {
    const userTagId = await createId('Staff', [user.userId])
    world.clock.nowMs += 5_000
    expect(await update(userTagId, { newUserTagName: 'Crew' })).toEqual({ userTagId })
    const [tag] = await list()
    expect(tag).toMatchObject({ tagId: userTagId, tagName: 'Crew' })
    expect(Number(tag?.updatedAt.seconds) - Number(tag?.createdAt.seconds)).toBe(5)
    expect(await tagsOf(user)).toEqual([userTagId])
  })

  it('gives and takes, whether that changes anything or not', async () => {
    const userTagId = await createId('Staff', [user.userId])
    await update(userTagId, { addUserIds: [root.userId], removeUserIds: [user.userId] })
    expect([await tagsOf(user), await tagsOf(root)]).toEqual([[], [userTagId]])
    await update(userTagId, { addUserIds: [root.userId, root.userId], removeUserIds: [user.userId] })
    expect([await tagsOf(user), await tagsOf(root)]).toEqual([[], [userTagId]])
    expect(await namesOf()).toEqual(['Staff'])
  })

  it('takes its own name for a name, and refuses that of another tag', async () => {
    const userTagId = await createId('Staff')
    await create('Admins')
    await update(userTagId, { newUserTagName: 'Staff', addUserIds: [user.userId] })
    await expectRefused('TAG_NAME_TAKEN', () =>
      update(userTagId, { newUserTagName: 'Admins', removeUserIds: [user.userId] }),
    )
  })

  it('refuses ids nobody knows, and changes nothing', async () => {
    const userTagId = await createId('Staff', [user.userId])
    const { userTagId: foreignId } = await create('Foreign', [], world.root)
    for (const id of [unknownId, foreignId]) {
      await expectRefused('TAG_NOT_FOUND', () => update(id, { newUserTagName: 'Crew' }))
    }
    const changes = { newUserTagName: 'Crew', addUserIds: [root.userId], removeUserIds: [user.userId] }
    for (const members of [{ addUserIds: [unknownId] }, { removeUserIds: [world.root.userId] }]) {
      await expectRefused('USER_NOT_FOUND', () => update(userTagId, { ...changes, ...members }))
    }
  })

  it('refuses to give and to take from the same user', async () => {
    const userTagId = await createId('Staff')
    const changes = { addUserIds: [user.userId], removeUserIds: [root.userId, user.userId] }
    await expectRefused('REQUEST_INVALID', () => update(userTagId, changes))
    const { details } = await refusalOf(update(userTagId, changes))
    expect(details.fieldViolations?.map(({ field }) => field)).toEqual(['parameters.removeUserIds'])
  })
})

describe('delete_user_tags', () => {
  it('deletes tags and answers who had one of them', async () => {
    const [staff, admins] = [
      await createId('Staff', [user.userId, root.userId]),
      await createId('Admins', [user.userId]),
    ]
    const kept = await createId('Kept', [user.userId])
    const { userTagIds, userIds } = await remove([admins, staff])
    expect(userTagIds).toEqual([admins, staff])
    expect(userIds.toSorted()).toEqual([root.userId, user.userId].toSorted())
    expect(await namesOf()).toEqual(['Kept'])
    expect([await tagsOf(user), await tagsOf(root)]).toEqual([[kept], []])
    expect(await remove([kept])).toEqual({ userTagIds: [kept], userIds: [user.userId] })
    await create('Staff')
  })

  it('deletes all or none', async () => {
    const userTagId = await createId('Staff', [user.userId])
    const { userTagId: foreignId } = await create('Elsewhere', [], world.root)
    for (const id of [unknownId, foreignId]) await expectRefused('TAG_NOT_FOUND', () => remove([userTagId, id]))
    await expectRefused('REQUEST_INVALID', () => remove([]))
  })
})

describe('list_user_tags', () => {
  it('answers tags of users, as get_organization does', async () => {
    const createdAt = { seconds: String(Math.floor(world.clock.nowMs / 1000)), nanos: '0' }
    const tagId = await createId('Staff')
    const expected = [{ tagId, tagName: 'Staff', tagType: 'TAG_TYPE_USER', createdAt, updatedAt: createdAt }]
    expect(await list(user)).toEqual(expected)
    expect((await state()).tags).toEqual(expected)
  })

  it('shows a parent the tags of its sub-organization', async () => {
    const child = await addChild({ ...world, root })
    await create('Staff', [], child)
    const { userTags } = await ask(world, root, 'list_user_tags', {}, { targetOrganizationId: child.organizationId })
    expect([userTags.map(({ tagName }) => tagName), await list()]).toEqual([['Staff'], []])
  })
})

describe('userTags of new users', () => {
  it.each(['', '_V2', '_V3', '_V4'])('are given by create_users%s, to each user its own', async (version) => {
    const [staff, admins] = [await createId('Staff'), await createId('Admins')]
    const users = [[], [staff], [admins, staff, staff]].map((userTags) => userParams({ userTags }))
    const type = `ACTIVITY_TYPE_CREATE_USERS${version}`
    const { userIds } = await submit(world, root, 'create_users', { users }, { type })
    const { users: found } = await ask(world, root, 'list_users')
    const tags = userIds.map((userId) => found.find((each) => each.userId === userId)?.userTags)
    expect(tags).toEqual([[], [staff], [staff, admins]])
  })

  it('are given by create_api_only_users', async () => {
    const staff = await createId('Staff')
    const apiOnlyUsers = [{ userName: 'Robot', userTags: [staff], apiKeys: [] }]
    const { userIds } = await submit(world, root, 'create_api_only_users', { apiOnlyUsers })
    expect(await tagsOf({ ...user, userId: String(userIds[0]) })).toEqual([staff])
  })

  it('must exist, or there are no users', async () => {
    const { userTagId: foreignId } = await create('Abroad', [], world.root)
    const staff = await createId('Staff')
    for (const id of [unknownId, foreignId]) {
      const users = [userParams(), userParams({ userTags: [staff, id] })]
      const apiOnlyUsers = users.map(({ userName, userTags }) => ({ userName, userTags, apiKeys: [] }))
      await expectRefused('TAG_NOT_FOUND', () => submit(world, root, 'create_users', { users }))
      await expectRefused('TAG_NOT_FOUND', () => submit(world, root, 'create_api_only_users', { apiOnlyUsers }))
    }
  })
})

describe('userTagIds of update_user', () => {
  const change = (changes: object) => submit(world, root, 'update_user', { userId: user.userId, ...changes })

  it('replace the tags, and leave them alone when they are absent or none', async () => {
    const [staff, admins, crew] = [await createId('Staff'), await createId('Admins'), await createId('Crew')]
    await change({ userTagIds: [admins, staff, staff] })
    expect(await tagsOf(user)).toEqual([staff, admins])
    await change({ userName: 'Robert' })
    await change({ userName: 'Rob', userTagIds: [] })
    expect(await tagsOf(user)).toEqual([staff, admins])
    expect(await change({ userName: 'Bo', userTagIds: [crew] })).toEqual({ userId: user.userId })
    expect(await tagsOf(user)).toEqual([crew])
    expect((await ask(world, root, 'get_user', { userId: user.userId })).user.userName).toBe('Bo')
    expect(await tagsOf(root)).toEqual([])
  })

  it('must exist, as must the user, or nothing changes', async () => {
    const { userTagId: foreignId } = await create('Far', [], world.root)
    const staff = await createId('Staff', [user.userId])
    for (const id of [unknownId, foreignId]) {
      await expectRefused('TAG_NOT_FOUND', () => change({ userName: 'Robert', userTagIds: [staff, id] }))
    }
    await expectRefused('USER_NOT_FOUND', () => change({ userId: unknownId, userTagIds: [staff] }))
  })
})

describe('tags of users', () => {
  it('go with the user', async () => {
    const staff = await createId('Staff', [user.userId, root.userId])
    await submit(world, root, 'delete_users', { userIds: [user.userId] })
    expect(await remove([staff])).toEqual({ userTagIds: [staff], userIds: [root.userId] })
  })

  it('show in the votes of a write', async () => {
    const staff = await createId('Staff', [user.userId])
    const body = writeBody(world, root.organizationId, 'update_user_name', { userId: user.userId, userName: 'Bo' })
    const activity = await submitBytes(world, user, 'update_user_name', body)
    expect(activity.votes.map((vote) => vote.user.userTags)).toEqual([[staff]])
    const { activities } = await ask(world, root, 'list_activities')
    expect(activities[0]?.votes[0]?.user.userTags).toEqual([staff])
  })
})
