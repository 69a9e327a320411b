/** `update_user` and its three narrower forms. */
import type { ActivityName } from '@latchkey/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addChild, addUser } from './support/members.ts'
import { ask, codeOf, submit } from './support/requests.ts'
import { type Member, openWorld, type World } from './support/world.ts'

const contacts = { userEmail: 'bob@example.com', userPhoneNumber: '+15550001' }

let world: World
let user: Member
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  user = await addUser(world, world.root)
})
afterAll(() => world.close())

const change = (name: ActivityName, changes: object, member = user) =>
  submit(world, member, name, { userId: user.userId, ...changes })
const find = async () => (await ask(world, user, 'get_user', { userId: user.userId })).user
const profile = async () => {
  const { userName, userEmail, userPhoneNumber } = await find()
  return { userName, userEmail, userPhoneNumber }
}

describe('update_user', () => {
  it('changes what is sent and moves updatedAt', async () => {
    world.clock.nowMs += 5_000
    expect(await change('update_user', { userName: 'Robert', ...contacts })).toEqual({ userId: user.userId })
    const found = await find()
    expect(found).toMatchObject({ userName: 'Robert', ...contacts })
    expect(Number(found.updatedAt.seconds) - Number(found.createdAt.seconds)).toBe(5)
  })

  it('leaves alone what is not sent', async () => {
    await change('update_user', contacts)
    await change('update_user', { userTagIds: [] })
    expect(await profile()).toEqual({ userName: 'Bob', ...contacts })
    await change('update_user', { userName: 'Robert' })
    expect(await profile()).toEqual({ userName: 'Robert', ...contacts })
    await change('update_user', { userEmail: 'robert@example.com' })
    expect(await profile()).toEqual({ userName: 'Robert', ...contacts, userEmail: 'robert@example.com' })
  })

  it('clears with an empty text', async () => {
    await change('update_user', contacts)
    await change('update_user', { userEmail: '' })
    expect(await profile()).toEqual({ userName: 'Bob', userPhoneNumber: contacts.userPhoneNumber })
    await change('update_user', { userName: '', userPhoneNumber: '' })
    expect(await profile()).toEqual({ userName: '' })
  })

  it('refuses tags nobody has made, and changes nothing', async () => {
    const tagged = change('update_user', { userName: 'Robert', userTagIds: [user.userId] }, world.root)
    expect(await codeOf(tagged)).toBe('TAG_NOT_FOUND')
    expect((await find()).userName).toBe('Bob')
  })

  it('names the field that is wrong', async () => {
    expect(await codeOf(change('update_user', { userEmail: 'no address' }))).toBe('REQUEST_INVALID')
    expect(await codeOf(change('update_user', { userPhoneNumber: '030 123456' }))).toBe('REQUEST_INVALID')
  })
})

describe.each([
  ['update_user_name', { userName: 'Robert' }],
  ['update_user_email', { userEmail: 'robert@example.com' }],
  ['update_user_phone_number', { userPhoneNumber: '+15550002' }],
] as const)('%s', (name, changed) => {
  it('changes one thing, and for its root user too', async () => {
    await change('update_user', contacts)
    expect(await change(name, changed, world.root)).toEqual({ userId: user.userId })
    expect(await profile()).toEqual({ userName: 'Bob', ...contacts, ...changed })
  })

  it('ignores what belongs to the others', async () => {
    await change(name, { userName: 'Eve', userEmail: 'eve@example.com', userPhoneNumber: '+15550003', ...changed })
    expect(await profile()).toEqual({ userName: 'Bob', ...changed })
  })

  it('does not know users of other organizations', async () => {
    const { userId } = await addChild(world)
    expect(await codeOf(change(name, { ...changed, userId }, world.root))).toBe('USER_NOT_FOUND')
  })
})

describe.each([
  ['update_user_email', { userEmail: '' }],
  ['update_user_phone_number', { userPhoneNumber: '' }],
] as const)('%s', (name, empty) => {
  it('clears with an empty text', async () => {
    await change('update_user', contacts)
    await change(name, empty)
    const { userEmail, userPhoneNumber } = await find()
    expect([userEmail, userPhoneNumber].filter((contact) => contact !== undefined)).toHaveLength(1)
  })

  it('refuses a token that is to prove the contact; an empty one is none', async () => {
    const proven = change(name, { ...contacts, verificationToken: 'token' })
    expect(await codeOf(proven)).toBe('IDENTITY_PROVIDERS_UNAVAILABLE')
    expect(await profile()).toEqual({ userName: 'Bob' })
    await change(name, { ...empty, verificationToken: '' })
  })
})
