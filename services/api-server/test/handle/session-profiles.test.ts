/** Session profiles: made once, given to log-ins, kept by everything that comes of them. */
import { readSessionJwt } from '@latchkey/crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { addChild, addUser, openSession, permanentKey, sessionKey } from './support/members.ts'
import { ask, codeOf, refusalOf, submit } from './support/requests.ts'
import { keyIdOf, logIn, sessionsOf } from './support/sessions.ts'
import { freshPublicKey, type Member, openWorld, startMs, type World } from './support/world.ts'

let world: World
let child: Member
beforeEach(async () => {
  await world?.close()
  world = await openWorld()
  child = await addChild(world)
})
afterAll(() => world.close())

const scope = "activity.resource == 'AUTH' || activity.kind in ['CREATE_API_KEYS', 'UPDATE_USER_NAME']"
const create = async (member: Member, parameters: object = {}): Promise<string> => {
  const profile = { sessionProfileName: 'Support', scope, ...parameters }
  return (await submit(world, member, 'create_session_profile', profile)).sessionProfileId
}
const rowOf = (member: Member) => world.system.store.findApiKeyById(member.organizationId, keyIdOf(member))

describe('create_session_profile', () => {
  it('is read as it was made', async () => {
    const sessionProfileId = await create(world.root, { expirationSeconds: '600', notes: 'for the desk' })
    const moment = { seconds: String(startMs / 1000), nanos: '0' }
    const expected = {
      ...{ sessionProfileId, sessionProfileName: 'Support', scope, expirationSeconds: '600', notes: 'for the desk' },
      ...{ createdAt: moment, updatedAt: moment },
    }
    expect(await ask(world, world.root, 'get_session_profile', { sessionProfileId })).toEqual({
      sessionProfile: expected,
    })
    const second = await create(world.root, { sessionProfileName: 'Second' })
    const { sessionProfiles } = await ask(world, world.root, 'get_session_profiles')
    expect(sessionProfiles).toEqual([
      expected,
      { sessionProfileId: second, sessionProfileName: 'Second', scope, createdAt: moment, updatedAt: moment },
    ])
  })

  it('is shown to its own organization only', async () => {
    const sessionProfileId = await create(world.root)
    expect(await codeOf(ask(world, child, 'get_session_profile', { sessionProfileId }))).toBe(
      'SESSION_PROFILE_NOT_FOUND',
    )
    expect(await ask(world, child, 'get_session_profiles')).toEqual({ sessionProfiles: [] })
  })

  it('takes a name once in an organization', async () => {
    await create(world.root)
    expect(await codeOf(create(world.root))).toBe('SESSION_PROFILE_NAME_TAKEN')
    await create(child)
  })

  it.each(['', 'SESSION_TYPE_READ_WRITE', 'a\nb', 'x'.repeat(256)])(
    'refuses the name %j',
    async (sessionProfileName) => {
      expect(await codeOf(create(world.root, { sessionProfileName }))).toBe('REQUEST_INVALID')
    },
  )

  it('refuses a scope that is not an expression, and says where', async () => {
    const refusal = await refusalOf(create(world.root, { scope: "activity.kind = 'X'" }))
    expect(refusal.code).toBe('SCOPE_INVALID')
    expect(refusal.details.fieldViolations).toEqual([
      { field: 'parameters.scope', description: expect.stringContaining('at character 15') },
    ])
    expect(await ask(world, world.root, 'get_session_profiles')).toEqual({ sessionProfiles: [] })
  })

  it('is no longer than any session may be', async () => {
    expect(await codeOf(create(world.root, { expirationSeconds: '2592001' }))).toBe('EXPIRATION_TOO_LONG')
  })
})

describe('a log-in with a session profile', () => {
  it('lives as long as is asked for, or as the profile says, whichever is less, renewals included', async () => {
    const sessionProfileId = await create(world.root, { expirationSeconds: '600' })
    const short = await logIn(world, child, { sessionProfileId, expirationSeconds: '60' }, scope)
    const long = await logIn(world, child, { sessionProfileId, expirationSeconds: '7200' }, scope)
    const byDefault = await logIn(world, child, { sessionProfileId }, scope)
    for (const [member, seconds] of [
      [short, 60],
      [long, 600],
      [byDefault, 600],
    ] as const) {
      const row = await rowOf(member)
      expect([row?.expiresAtMs, row?.session?.renewableUntilMs]).toEqual([startMs + seconds * 1000, startMs + 600_000])
    }
    expect(await submit(world, short, 'renew_session', { expirationSeconds: '7200' })).toMatchObject({
      expiresAtSeconds: String(startMs / 1000 + 600),
    })
    expect(await codeOf(submit(world, long, 'renew_session', {}))).toBe('STEP_UP_REQUIRED')
  })

  it('states name, id and scope in its token', async () => {
    const sessionProfileId = await create(child)
    const publicKey = await freshPublicKey()
    const { session } = await submit(world, child, 'stamp_login', { publicKey, sessionProfileId })
    expect(await readSessionJwt(session, world.system.sessionJwtKey.publicKeyHex)).toEqual({
      expiresAtSeconds: startMs / 1000 + 900,
      publicKeyHex: publicKey,
      sessionType: 'Support',
      userId: child.userId,
      organizationId: child.organizationId,
      sessionProfileId,
      scope,
    })
    expect(session.split('.')[1]).not.toMatch(/[-_]/)
  })

  it('shows it in the key and in the list of sessions', async () => {
    const sessionProfileId = await create(world.root)
    await logIn(world, child, { sessionProfileId })
    const { apiKeys } = await ask(world, child, 'get_api_keys', { userId: child.userId })
    expect(apiKeys[0]?.credential.sessionProfileId).toBe(sessionProfileId)
    expect(await sessionsOf(world, child)).toMatchObject([{ sessionProfileId, scope }])
  })

  it('takes a profile of its own organization or its parent, and of no other', async () => {
    const ofSibling = await create(await addChild(world))
    const ofChild = await create(child)
    expect(await codeOf(logIn(world, child, { sessionProfileId: ofSibling }))).toBe('SESSION_PROFILE_NOT_FOUND')
    expect(await codeOf(logIn(world, world.root, { sessionProfileId: ofChild }))).toBe('SESSION_PROFILE_NOT_FOUND')
    expect(await sessionsOf(world, child)).toEqual([])
  })
})

describe('what a session with a profile opens', () => {
  let session: Member
  let sessionProfileId: string
  beforeEach(async () => {
    sessionProfileId = await create(world.root, { expirationSeconds: '600' })
    session = await logIn(world, child, { sessionProfileId, expirationSeconds: '300' }, scope)
  })

  it.each(['step-up', 'full'] as const)('has the same profile and end, with powers %s', async (powers) => {
    world.policy.sessionPowers = powers
    world.clock.nowMs += 100_000
    const keyed = await openSession(world, session, 200)
    const again = await logIn(world, session, { expirationSeconds: '500' }, scope)
    const publicKey = await freshPublicKey()
    await submit(world, session, 'create_read_write_session', { targetPublicKey: publicKey, expirationSeconds: '500' })
    const sessions = await sessionsOf(world, child)
    expect(sessions).toHaveLength(4)
    for (const each of sessions) {
      expect(each).toMatchObject({ sessionProfileId, renewableUntil: { seconds: String(startMs / 1000 + 600) } })
    }
    expect((await rowOf(keyed))?.expiresAtMs).toBe(startMs + 300_000)
    expect((await rowOf(again))?.expiresAtMs).toBe(startMs + 600_000)
    expect(await codeOf(logIn(world, session, { expirationSeconds: '501' }))).toBe('STEP_UP_REQUIRED')
    expect(await codeOf(openSession(world, session, 201))).toBe('STEP_UP_REQUIRED')
  })

  it('cannot have another profile', async () => {
    const wider = await create(world.root, { sessionProfileName: 'Wide', scope: 'true' })
    expect(await codeOf(logIn(world, session, { sessionProfileId: wider }))).toBe('SESSION_SCOPE_EXCEEDED')
    await logIn(world, session, { sessionProfileId })
  })

  it('narrows a session without one', async () => {
    const free = await openSession(world, child, 900)
    const narrowed = await logIn(world, free, { sessionProfileId }, scope)
    expect((await rowOf(narrowed))?.session).toMatchObject({ sessionProfileId, renewableUntilMs: startMs + 600_000 })
  })

  it('is nothing permanent, with full powers either', async () => {
    world.policy.sessionPowers = 'full'
    const parameters = { userId: child.userId, apiKeys: [await permanentKey(), await sessionKey('60')] }
    expect(await codeOf(submit(world, session, 'create_api_keys', parameters))).toBe('STEP_UP_REQUIRED')
  })

  it("of another user's has the profile too", async () => {
    const rootSession = await logIn(world, world.root, { sessionProfileId }, scope)
    const user = await addUser(world, world.root)
    const parameters = { userId: user.userId, targetPublicKey: await freshPublicKey(), expirationSeconds: '60' }
    await submit(world, rootSession, 'create_read_write_session', parameters)
    expect(await sessionsOf(world, world.root, { userId: user.userId })).toMatchObject([{ sessionProfileId }])
  })
})
