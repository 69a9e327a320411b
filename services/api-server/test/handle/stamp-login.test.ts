/** `stamp_login`: the key, the token that states it, and what gives way to it. */
import { generateSigningKey, readSessionJwt, toHex } from '@latchkey/crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { addChild, addUser, openSession, sessionKey } from './support/members.ts'
import { ask, codeOf, refusalOf, submit, submitBytes, writeBody } from './support/requests.ts'
import { freshPublicKey, type Member, openWorld, startMs, type World } from './support/world.ts'

const name = 'stamp_login'

let world: World
let user: Member
beforeEach(async () => {
  await world?.close()
  world = await openWorld()
  user = await addUser(world, world.root)
})
afterAll(() => world.close())

const logIn = async (parameters: object = {}, member = user) =>
  submit(world, member, name, { publicKey: await freshPublicKey(), ...parameters })

const read = (session: string) => readSessionJwt(session, world.system.sessionJwtKey.publicKeyHex)
const keysOf = async ({ userId } = user) => (await ask(world, world.root, 'get_api_keys', { userId })).apiKeys
const livesOf = async (member = user) => (await keysOf(member)).map((key) => key.expirationSeconds)
const sessionOf = (activity: { result: Record<string, unknown> }): string =>
  (activity.result.stampLoginResult as { session: string }).session

describe('stamp_login', () => {
  it('registers the key for 15 minutes', async () => {
    const publicKey = await freshPublicKey()
    await logIn({ publicKey: publicKey.toUpperCase() })
    expect((await keysOf())[1]).toMatchObject({
      apiKeyName: `Login - ${startMs}`,
      credential: { publicKey, type: 'CREDENTIAL_TYPE_LOGIN' },
      expirationSeconds: '900',
    })
    const row = await world.system.store.findApiKey(user.organizationId, Buffer.from(publicKey, 'hex'))
    expect(row).toMatchObject({ userId: user.userId, expiresAtMs: startMs + 900_000 })
  })

  it('answers a token that states key, user, organization and end', async () => {
    const child = await addChild(world)
    world.clock.nowMs = startMs + 999
    const publicKey = await freshPublicKey()
    const answer = await logIn({ publicKey: publicKey.toUpperCase(), expirationSeconds: 60 }, child)
    expect(Object.keys(answer)).toEqual(['session'])
    expect(await read(answer.session)).toEqual({
      expiresAtSeconds: startMs / 1000 + 60,
      publicKeyHex: publicKey,
      sessionType: 'SESSION_TYPE_READ_WRITE',
      userId: child.userId,
      organizationId: child.organizationId,
    })
  })

  it('answers under one result key, the first of which is what some clients take', async () => {
    const body = writeBody(world, user.organizationId, name, { publicKey: await freshPublicKey() })
    const { result } = await submitBytes(world, user, name, body)
    expect(Object.keys(result)).toEqual(['stampLoginResult'])
  })

  it('keeps the signature out of store and reads', async () => {
    const { session } = await logIn()
    const { activities } = await ask(world, user, 'list_activities', { filterByType: ['ACTIVITY_TYPE_STAMP_LOGIN'] })
    const [shown = ''] = activities.map(sessionOf)
    expect(session.startsWith(`${shown}.`)).toBe(true)
    expect(JSON.stringify(activities)).not.toContain(session.split('.')[2])
    await expect(read(shown)).rejects.toMatchObject({ code: 'SESSION_JWT_INVALID' })
  })

  it('states the same to a retry, also when the limit of sessions changed, and makes one key', async () => {
    const body = writeBody(world, user.organizationId, name, { publicKey: await freshPublicKey() })
    const first = await submitBytes(world, user, name, body)
    world.policy.maxSessionSeconds = 60
    world.clock.nowMs += 5000
    const second = await submitBytes(world, user, name, body)
    expect(second.id).toBe(first.id)
    expect(await read(sessionOf(second))).toEqual(await read(sessionOf(first)))
    expect(await livesOf()).toEqual([undefined, '900'])
  })

  it('refuses a key that is not a point of the curve', async () => {
    const refusal = await refusalOf(logIn({ publicKey: `02${'0'.repeat(63)}7` }))
    expect(refusal.code).toBe('PUBLIC_KEY_INVALID')
    expect(refusal.details.fieldViolations?.[0]?.field).toBe('parameters.publicKey')
  })

  it('logs nobody in with a session profile that is unknown, and takes an empty one for none', async () => {
    const refusal = await refusalOf(logIn({ sessionProfileId: user.userId }))
    expect(refusal.code).toBe('SESSION_PROFILE_NOT_FOUND')
    expect(refusal.details.fieldViolations?.[0]?.field).toBe('parameters.sessionProfileId')
    expect(await livesOf()).toEqual([undefined])
    await logIn({ sessionProfileId: '' })
    expect(await livesOf()).toEqual([undefined, '900'])
  })
})

describe('the life of a log-in', () => {
  it('has the operator’s limit', async () => {
    const { maxSessionSeconds } = world.policy
    await logIn({ expirationSeconds: maxSessionSeconds })
    expect(await codeOf(logIn({ expirationSeconds: String(maxSessionSeconds + 1) }))).toBe('EXPIRATION_TOO_LONG')
  })

  it('does not go beyond the moment to which the session that asks can be renewed', async () => {
    world.policy.sessionRenewalSeconds = 1000
    const session = await openSession(world, user, 900)
    await logIn({ expirationSeconds: '1000' }, session)
    world.clock.nowMs += 1
    expect(await codeOf(logIn({ expirationSeconds: '1000' }, session))).toBe('STEP_UP_REQUIRED')
    await logIn({ expirationSeconds: '999' }, session)
    world.policy.sessionPowers = 'full'
    await logIn({ expirationSeconds: '1001' }, session)
  })

  it('ends with that of the session key that asks where renewal is switched off', async () => {
    world.policy.sessionRenewalSeconds = 0
    const session = await openSession(world, user, 900)
    await logIn({}, session)
    world.clock.nowMs += 1
    expect(await codeOf(logIn({}, session))).toBe('STEP_UP_REQUIRED')
  })
})

describe('earlier keys', () => {
  it('of log-ins of this user end where that is asked for, and no other', async () => {
    await logIn({}, world.root)
    await submit(world, user, 'create_api_keys', { userId: user.userId, apiKeys: [await sessionKey('60')] })
    const targetPublicKey = toHex((await generateSigningKey()).publicKey)
    await submit(world, user, 'create_read_write_session', { targetPublicKey, expirationSeconds: '61' })
    await logIn({ expirationSeconds: '62' })
    await logIn({ expirationSeconds: '63', invalidateExisting: false })
    expect(await livesOf()).toEqual([undefined, '60', '61', '62', '63'])
    await logIn({ expirationSeconds: '64', invalidateExisting: true })
    expect(await livesOf()).toEqual([undefined, '60', '61', '64'])
    expect(await livesOf(world.root)).toEqual([undefined, '900'])
  })

  it('are registered anew when they are sent again, expired or not', async () => {
    const publicKey = await freshPublicKey()
    for (const expirationSeconds of ['60', '120', '180']) {
      await logIn({ publicKey, expirationSeconds })
      expect(await livesOf()).toEqual([undefined, expirationSeconds])
      world.clock.nowMs += 90_000
    }
  })

  it('of another kind or user cannot be taken over', async () => {
    const session = await openSession(world, user)
    for (const { credential } of [session, user, world.root]) {
      const publicKey = credential.kind === 'api-key' ? credential.publicKeyHex : ''
      expect(await codeOf(logIn({ publicKey, invalidateExisting: true }))).toBe('PUBLIC_KEY_TAKEN')
    }
    const publicKey = await freshPublicKey()
    await logIn({ publicKey }, world.root)
    expect(await codeOf(logIn({ publicKey }))).toBe('PUBLIC_KEY_TAKEN')
  })

  it('give way, the oldest first, when there would be more than ten', async () => {
    for (let index = 0; index < 11; index++) await logIn({ expirationSeconds: String(900 + index) })
    expect(await livesOf()).toEqual([undefined, ...Array.from({ length: 10 }, (_, index) => String(901 + index))])
  })
})
