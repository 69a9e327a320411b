/** `create_read_write_session`: whose session, how long, what gives way to it, and who can use its key. */
import { type GeneratedTargetKey, generateTargetKey, openCredentialBundle, publicKeyOf, toHex } from '@latchkey/crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addChild, addUser, openSession, permanentKey, sessionKey, userParams } from './support/members.ts'
import { ask, codeOf, refusalOf, submit, submitBytes, writeBody } from './support/requests.ts'
import { type Member, openWorld, type World } from './support/world.ts'

const name = 'create_read_write_session'
const byEmail = { type: 'ACTIVITY_TYPE_CREATE_READ_WRITE_SESSION' }

let target: GeneratedTargetKey
let targetPublicKey: string
let world: World
let user: Member
beforeAll(async () => {
  target = await generateTargetKey()
  targetPublicKey = toHex(target.publicKey)
})
beforeEach(async () => {
  await world?.close()
  world = await openWorld()
  user = await addUser(world, world.root)
})
afterAll(() => world.close())

const open = (parameters: object = {}, member = user, options = {}) =>
  submit(world, member, name, { targetPublicKey, ...parameters }, options)

const keysOf = async ({ userId } = user) => (await ask(world, world.root, 'get_api_keys', { userId })).apiKeys
const sessionNames = async (member = user): Promise<string[]> =>
  (await keysOf(member)).filter((key) => key.expirationSeconds !== undefined).map((key) => key.apiKeyName)

const isOpenedTo = async (credentialBundle: string, apiKeyId: string): Promise<boolean> => {
  const privateKey = await openCredentialBundle({ bundle: credentialBundle, targetKey: target })
  const key = (await keysOf()).find((each) => each.apiKeyId === apiKeyId)
  return key?.credential.publicKey === toHex(await publicKeyOf(privateKey))
}

/** Adds a user with an e-mail address. */
async function addPerson(userEmail: string): Promise<Member> {
  const users = [userParams({ userName: 'Carol', userEmail, apiKeys: [await permanentKey()] })]
  const [userId = ''] = (await submit(world, world.root, 'create_users', { users })).userIds
  const { apiKeys } = await ask(world, world.root, 'get_api_keys', { userId })
  const { apiKeyId = '', credential } = apiKeys[0] ?? {}
  const signer = {
    kind: 'api-key',
    apiKeyId,
    publicKeyHex: credential?.publicKey ?? '',
    scheme: 'SIGNATURE_SCHEME_TK_API_P256',
    expiresAtMs: undefined,
  } as const
  return { ...user, userId, userName: 'Carol', credential: signer }
}

describe('create_read_write_session', () => {
  it('opens a session of 15 minutes for the caller, whose key only the target key opens', async () => {
    const { apiKeyId, credentialBundle, ...rest } = await open()
    expect(rest).toEqual({
      organizationId: user.organizationId,
      organizationName: 'Parent',
      userId: user.userId,
      username: 'Bob',
    })
    expect(await isOpenedTo(credentialBundle, apiKeyId)).toBe(true)
    const { apiKey } = await ask(world, user, 'get_api_key', { apiKeyId })
    expect(apiKey).toMatchObject({
      apiKeyName: `Read Write Session - ${world.clock.nowMs}`,
      credential: { type: 'CREDENTIAL_TYPE_READ_WRITE_SESSION_KEY_P256' },
      expirationSeconds: '900',
    })
  })

  it('takes a name, a life and a compressed target key', async () => {
    const compressed = `${(target.publicKey.at(-1) ?? 0) % 2 === 1 ? '03' : '02'}${targetPublicKey.slice(2, 66)}`
    const { apiKeyId, credentialBundle } = await open({
      targetPublicKey: compressed.toUpperCase(),
      apiKeyName: 'Laptop',
      expirationSeconds: '60',
    })
    expect(await isOpenedTo(credentialBundle, apiKeyId)).toBe(true)
    const { apiKey } = await ask(world, user, 'get_api_key', { apiKeyId })
    expect(apiKey).toMatchObject({ apiKeyName: 'Laptop', expirationSeconds: '60' })
    const row = await world.system.store.findApiKeyById(user.organizationId, apiKeyId)
    expect(row?.expiresAtMs).toBe(world.clock.nowMs + 60_000)
  })

  it('makes another key each time', async () => {
    const [first, second] = [await open(), await open()]
    expect(first.credentialBundle).not.toBe(second.credentialBundle)
    const publicKeys = (await keysOf()).map((key) => key.credential.publicKey)
    expect(new Set(publicKeys).size).toBe(3)
  })

  it('gives the same bundle to a retry, and makes one key', async () => {
    const body = writeBody(world, user.organizationId, name, { targetPublicKey })
    const [first, second] = [await submitBytes(world, user, name, body), await submitBytes(world, user, name, body)]
    expect(second.result).toEqual(first.result)
    expect(await sessionNames()).toHaveLength(1)
  })

  it.each([
    ['x without a point', `02${'0'.repeat(63)}7`],
    ['y that does not belong to x', `04${'1'.repeat(128)}`],
  ])('refuses a target key with an %s', async (_case, malformed) => {
    const refusal = await refusalOf(open({ targetPublicKey: malformed }))
    expect(refusal.code).toBe('PUBLIC_KEY_INVALID')
    expect(refusal.details.fieldViolations?.[0]?.field).toBe('parameters.targetPublicKey')
    expect(await sessionNames()).toEqual([])
  })
})

describe('whose session it is', () => {
  it('may be another user by id, for a root user', async () => {
    const { userId, username } = await open({ userId: user.userId }, world.root)
    expect([userId, username]).toEqual([user.userId, 'Bob'])
    expect(await sessionNames()).toHaveLength(1)
  })

  it('is not somebody of another organization', async () => {
    const child = await addChild(world)
    expect(await codeOf(open({ userId: child.userId }, world.root))).toBe('USER_NOT_FOUND')
  })

  it('is found by the e-mail address of the caller', async () => {
    const carol = await addPerson('carol@example.org')
    const { userId, username } = await open({ email: 'carol@example.org' }, carol, byEmail)
    expect([userId, username]).toEqual([carol.userId, 'Carol'])
  })

  it('is found by e-mail address by a root user, unless nobody or more than one has it', async () => {
    const carol = await addPerson('carol@example.org')
    expect((await open({ email: 'carol@example.org' }, world.root, byEmail)).userId).toBe(carol.userId)
    const twin = await addPerson('carol@example.org')
    expect(await codeOf(open({ email: 'carol@example.org' }, world.root, byEmail))).toBe('USER_NOT_FOUND')
    expect((await open({ email: 'carol@example.org' }, twin, byEmail)).userId).toBe(twin.userId)
    expect(await codeOf(open({ email: 'nobody@example.org' }, world.root, byEmail))).toBe('USER_NOT_FOUND')
    expect(await codeOf(open({ email: '' }, world.root, byEmail))).toBe('USER_NOT_FOUND')
  })

  it("is not found by somebody else's e-mail address by an ordinary user, nor is it told that nobody has one", async () => {
    await addPerson('carol@example.org')
    const two = { ...world.root, rootQuorumThreshold: 2 }
    for (const [member, email] of [
      [user, 'carol@example.org'],
      [user, 'x@example.org'],
      [two, 'carol@example.org'],
    ] as const) {
      expect(await codeOf(open({ email }, member, byEmail))).toBe('REQUEST_NOT_AUTHORIZED')
    }
  })

  it('is decided by the members of the version sent, not by those of the other one', async () => {
    const carol = await addPerson('carol@example.org')
    expect((await open({ email: 'carol@example.org' })).userId).toBe(user.userId)
    const parameters = { email: 'carol@example.org', userId: user.userId, invalidateExisting: true }
    await open({}, carol)
    expect((await open(parameters, carol, byEmail)).userId).toBe(carol.userId)
    expect(await sessionNames(carol)).toHaveLength(2)
  })
})

describe('the life of such a session', () => {
  it('has the operator’s limit', async () => {
    const { maxSessionSeconds } = world.policy
    await open({ expirationSeconds: maxSessionSeconds })
    const refusal = await refusalOf(open({ expirationSeconds: String(maxSessionSeconds + 1) }))
    expect(refusal.code).toBe('EXPIRATION_TOO_LONG')
    expect(refusal.details.fieldViolations?.[0]?.field).toBe('parameters.expirationSeconds')
  })

  it('is that limit where it is below the protocol’s default', async () => {
    world.policy.maxSessionSeconds = 300
    await open()
    expect((await keysOf()).map((key) => key.expirationSeconds)).toEqual([undefined, '300'])
  })

  it('does not go beyond the moment to which the session that asks can be renewed', async () => {
    world.policy.sessionRenewalSeconds = 1000
    const session = await openSession(world, user, 900)
    await open({ expirationSeconds: '1000' }, session)
    expect(await codeOf(open({ expirationSeconds: '1001' }, session))).toBe('STEP_UP_REQUIRED')
    world.clock.nowMs += 1
    expect(await codeOf(open({ expirationSeconds: '1000' }, session))).toBe('STEP_UP_REQUIRED')
    await open({ expirationSeconds: '999' }, session)
    world.policy.sessionPowers = 'full'
    await open({ expirationSeconds: '1001' }, session)
  })

  it('does not go beyond that of the session key that asks for another user', async () => {
    const session = await openSession(world, world.root, 900)
    await open({ userId: user.userId, expirationSeconds: '900' }, session)
    expect(await codeOf(open({ userId: user.userId, expirationSeconds: '901' }, session))).toBe('STEP_UP_REQUIRED')
  })
})

describe('earlier sessions', () => {
  it('of this kind and user end where that is asked for, and no other', async () => {
    const other = await open({ apiKeyName: 'of another user' }, world.root)
    await submit(world, user, 'create_api_keys', { userId: user.userId, apiKeys: [await sessionKey()] })
    await open({ apiKeyName: 'first' })
    await open({ apiKeyName: 'second' })
    await open({ apiKeyName: 'third', invalidateExisting: false })
    expect((await sessionNames()).toSorted()).toEqual(['first', 'second', 'session', 'third'])
    await open({ apiKeyName: 'last', invalidateExisting: true })
    expect((await sessionNames()).toSorted()).toEqual(['last', 'session'])
    expect(await keysOf(world.root)).toContainEqual(expect.objectContaining({ apiKeyId: other.apiKeyId }))
  })

  it('do not end when the new one is refused', async () => {
    world.policy.sessionRenewalSeconds = 60
    const session = await openSession(world, user, 60)
    await open({ apiKeyName: 'kept' })
    expect(await codeOf(open({ invalidateExisting: true }, session))).toBe('STEP_UP_REQUIRED')
    expect(await sessionNames()).toContain('kept')
  })

  it('give way, the oldest first, when there would be more than ten', async () => {
    for (let index = 0; index < 10; index++) {
      await open({ apiKeyName: `s${index}` })
      world.clock.nowMs += 1000
    }
    await open({ apiKeyName: 's10' })
    const expected = Array.from({ length: 10 }, (_, index) => `s${index + 1}`)
    expect((await sessionNames()).toSorted()).toEqual(expected.toSorted())
  })
})
