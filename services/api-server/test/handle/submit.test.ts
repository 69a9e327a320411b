/** What holds for every write: freshness, idempotency, credentials that live. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { addChild, addUser, openSession, permanentKey, sessionKey } from './support/members.ts'
import { ask, codeOf, submit, submitBytes, writeBody } from './support/requests.ts'
import { type Member, openWorld, startMs, type World } from './support/world.ts'

let world: World
let user: Member
beforeEach(async () => {
  await world?.close()
  world = await openWorld()
  user = await addUser(world, world.root)
})
afterAll(() => world.close())

const rename = (member: Member, userName = 'x') => ({ userId: member.userId, userName })
const countActivities = async (member: Member): Promise<number> =>
  (await ask(world, member, 'list_activities', { paginationOptions: { limit: '100' } })).activities.length

/** Every form of `timestampMs` at and around its bounds. */
const moments: [unknown, string][] = [
  [String(startMs), 'ok'],
  [String(startMs - 1), 'ok'],
  [String(startMs + 1), 'ok'],
  [String(startMs - 3_599_999), 'ok'],
  [String(startMs - 3_600_000), 'ok'],
  [String(startMs - 3_600_001), 'TIMESTAMP_OUTSIDE_WINDOW'],
  [String(startMs + 299_999), 'ok'],
  [String(startMs + 300_000), 'ok'],
  [String(startMs + 300_001), 'TIMESTAMP_OUTSIDE_WINDOW'],
  ['0', 'TIMESTAMP_OUTSIDE_WINDOW'],
  ['1', 'TIMESTAMP_OUTSIDE_WINDOW'],
  ['999999999999999', 'TIMESTAMP_OUTSIDE_WINDOW'],
  ['9007199254740992', 'REQUEST_INVALID'],
  ['1e12', 'REQUEST_INVALID'],
  ['0x19b77740c00', 'REQUEST_INVALID'],
  [` ${startMs}`, 'REQUEST_INVALID'],
  [`${startMs} `, 'REQUEST_INVALID'],
  [`0${startMs}`, 'REQUEST_INVALID'],
  [`+${startMs}`, 'REQUEST_INVALID'],
  [`-${startMs}`, 'REQUEST_INVALID'],
  [`${startMs}.0`, 'REQUEST_INVALID'],
  ['', 'REQUEST_INVALID'],
  [startMs, 'REQUEST_INVALID'],
  [null, 'REQUEST_INVALID'],
]

describe('timestampMs', () => {
  it.each(moments)('%j: %s', async (timestampMs, expected) => {
    world.clock.nowMs = startMs
    const attempt = submit(world, user, 'update_user_name', rename(user), { timestampMs })
    if (expected === 'ok') await expect(attempt).resolves.toEqual({ userId: user.userId })
    else expect(await codeOf(attempt)).toBe(expected)
  })

  it('leaves nothing of a write that came too late', async () => {
    const before = await countActivities(user)
    await codeOf(submit(world, user, 'update_user_name', rename(user, 'late'), { timestampMs: '1' }))
    expect(await countActivities(user)).toBe(before)
    expect((await ask(world, user, 'get_user', { userId: user.userId })).user.userName).toBe('Bob')
  })
})

describe('the same bytes again', () => {
  it('are the same activity, without a second effect', async () => {
    const parameters = { userId: user.userId, apiKeys: [await sessionKey()] }
    const body = writeBody(world, user.organizationId, 'create_api_keys', parameters)
    const first = await submitBytes(world, user, 'create_api_keys', body)
    world.clock.nowMs += 1000
    const second = await submitBytes(world, user, 'create_api_keys', body)
    expect(second.id).toBe(first.id)
    expect(second.result).toEqual(first.result)
    expect(second.createdAt).toEqual(first.createdAt)
  })

  it('are still the same activity two hours later', async () => {
    const body = writeBody(world, user.organizationId, 'update_user_name', rename(user, 'first'))
    const first = await submitBytes(world, user, 'update_user_name', body)
    await submit(world, user, 'update_user_name', rename(user, 'second'))
    world.clock.nowMs += 7_200_000
    const late = await submitBytes(world, user, 'update_user_name', body)
    expect(late.id).toBe(first.id)
    expect((await ask(world, user, 'get_user', { userId: user.userId })).user.userName).toBe('second')
  })

  it('sent 64 times at once are one activity', async () => {
    const before = await countActivities(user)
    const parameters = { userId: user.userId, apiKeys: [await sessionKey()] }
    const body = writeBody(world, user.organizationId, 'create_api_keys', parameters)
    const sent = await Promise.all(Array.from({ length: 64 }, () => submitBytes(world, user, 'create_api_keys', body)))
    expect(new Set(sent.map((activity) => activity.id)).size).toBe(1)
    expect(new Set(sent.map((activity) => JSON.stringify(activity.result))).size).toBe(1)
    expect(await countActivities(user)).toBe(before + 1)
    const { apiKeys } = await ask(world, user, 'get_api_keys', { userId: user.userId })
    expect(apiKeys.filter((key) => key.expirationSeconds !== undefined)).toHaveLength(1)
  })

  it('are refused to another user, who learns nothing of the first one', async () => {
    const body = writeBody(world, user.organizationId, 'create_read_only_session', {})
    await submitBytes(world, world.root, 'create_read_only_session', body)
    expect(await codeOf(submitBytes(world, user, 'create_read_only_session', body))).toBe('ACTIVITY_TAKEN')
  })

  it('are tried anew after a refusal', async () => {
    const parameters = { userId: user.userId, apiKeys: await Promise.all(Array.from({ length: 10 }, permanentKey)) }
    const body = writeBody(world, user.organizationId, 'create_api_keys', parameters)
    expect(await codeOf(submitBytes(world, user, 'create_api_keys', body))).toBe('LONG_LIVED_API_KEYS_EXHAUSTED')
    const { credential } = user
    const apiKeyIds = [credential.kind === 'api-key' ? credential.apiKeyId : '']
    await submit(world, world.root, 'delete_api_keys', { userId: user.userId, apiKeyIds })
    const activity = await submitBytes(world, { ...world.root }, 'create_api_keys', body)
    expect(activity.status).toBe('ACTIVITY_STATUS_COMPLETED')
  })
})

describe('a credential that dies between signature and effect', () => {
  it('is refused when it was deleted', async () => {
    const session = await openSession(world, user)
    const { credential } = session
    const apiKeyIds = [credential.kind === 'api-key' ? credential.apiKeyId : '']
    await submit(world, user, 'delete_api_keys', { userId: user.userId, apiKeyIds })
    expect(await codeOf(submit(world, session, 'update_user_name', rename(user)))).toBe('PUBLIC_KEY_NOT_FOUND')
  })

  it('is refused to the millisecond when it expired', async () => {
    const session = await openSession(world, user, 60)
    world.clock.nowMs += 59_999
    await submit(world, session, 'update_user_name', rename(user))
    world.clock.nowMs += 1
    expect(await codeOf(submit(world, session, 'update_user_name', rename(user)))).toBe('API_KEY_EXPIRED')
  })

  it('is refused when it was a passkey', async () => {
    const child = await addChild(world)
    await submit(world, child, 'create_api_keys', { userId: child.userId, apiKeys: [await permanentKey()] })
    const { credential } = child
    const authenticatorIds = [credential.kind === 'passkey' ? credential.authenticatorId : '']
    await submit(world, child, 'delete_authenticators', { userId: child.userId, authenticatorIds })
    expect(await codeOf(submit(world, child, 'update_user_name', rename(child)))).toBe('CREDENTIAL_ID_NOT_FOUND')
  })

  it('is refused also when both requests are on their way at once', async () => {
    for (let round = 0; round < 20; round++) {
      const session = await openSession(world, user)
      const { credential } = session
      const apiKeyIds = [credential.kind === 'api-key' ? credential.apiKeyId : '']
      const revoke = submit(world, user, 'delete_api_keys', { userId: user.userId, apiKeyIds })
      const write = submit(world, session, 'update_user_name', rename(user, `round ${round}`))
      const [, late] = await Promise.allSettled([revoke, write])
      const { userName } = (await ask(world, user, 'get_user', { userId: user.userId })).user
      // Whichever came first: an accepted write is there, a refused one is not.
      expect(late.status === 'fulfilled').toBe(userName === `round ${round}`)
    }
  })
})
