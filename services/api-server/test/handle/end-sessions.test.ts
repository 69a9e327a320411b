/** `end_sessions`: by id, all others, all; all or nothing. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { addChild, addUser, openSession } from './support/members.ts'
import { codeOf, submit } from './support/requests.ts'
import { keyIdOf, sessionsOf } from './support/sessions.ts'
import { type Member, openWorld, type World } from './support/world.ts'

let world: World
let child: Member
beforeEach(async () => {
  await world?.close()
  world = await openWorld()
  child = await addChild(world)
})
afterAll(() => world.close())

const end = (member: Member, parameters: object) => submit(world, member, 'end_sessions', parameters)
const idsOf = async (member = child) => (await sessionsOf(world, member)).map(({ sessionId }) => sessionId)
const openReadOnly = async (): Promise<string> => {
  const before = await idsOf()
  await submit(world, child, 'create_read_only_session', {})
  return (await idsOf()).find((id) => !before.includes(id)) ?? ''
}

describe('end_sessions', () => {
  it('ends the named sessions of either kind, each once, and no other', async () => {
    const [first, second] = [await openSession(world, child), await openSession(world, child)]
    const readOnly = await openReadOnly()
    const sessionIds = [keyIdOf(first), readOnly]
    const result = await end(second, { sessionIds: [...sessionIds, readOnly] })
    expect(result).toEqual({ sessionIds, endedSessions: 2 })
    expect(await idsOf()).toEqual([keyIdOf(second)])
  })

  it('ends all others, by a session all but itself', async () => {
    const [current, other] = [await openSession(world, child), await openSession(world, child)]
    const readOnly = await openReadOnly()
    const result = await end(current, { scope: 'SESSIONS_OTHERS' })
    expect(result.sessionIds.toSorted()).toEqual([keyIdOf(other), readOnly].toSorted())
    expect(await idsOf()).toEqual([keyIdOf(current)])
    expect(await end(child, { scope: 'SESSIONS_OTHERS' })).toMatchObject({ endedSessions: 1 })
  })

  it('ends all, the one that signs too', async () => {
    const session = await openSession(world, child)
    await openReadOnly()
    expect(await end(session, { scope: 'SESSIONS_ALL' })).toMatchObject({ endedSessions: 2 })
    expect(await idsOf()).toEqual([])
    expect(await codeOf(end(session, { scope: 'SESSIONS_ALL' }))).toBe('PUBLIC_KEY_NOT_FOUND')
  })

  it('ends nothing when one id is unknown, has ended, or is of a permanent key or another user', async () => {
    const session = await openSession(world, world.root, 900)
    const ended = await openSession(world, world.root, 60)
    const user = await openSession(world, await addUser(world, world.root))
    world.clock.nowMs += 60_000
    for (const id of [child.userId, keyIdOf(ended), keyIdOf(world.root), keyIdOf(user)]) {
      const attempt = end(world.root, { sessionIds: [keyIdOf(session), id] })
      expect(await codeOf(attempt)).toBe('SESSION_NOT_FOUND')
    }
    expect(await idsOf(world.root)).toEqual([keyIdOf(session)])
  })

  it('leaves permanent keys and passkeys alone', async () => {
    await openSession(world, world.root)
    await end(world.root, { scope: 'SESSIONS_ALL' })
    expect(await world.system.store.listApiKeys(world.root.organizationId, world.root.userId)).toHaveLength(1)
  })

  it('is about another user where a root user asks', async () => {
    const user = await addUser(world, world.root)
    await openSession(world, user)
    const own = await openSession(world, world.root)
    expect(await end(world.root, { userId: user.userId, scope: 'SESSIONS_OTHERS' })).toMatchObject({ endedSessions: 1 })
    expect(await idsOf(world.root)).toEqual([keyIdOf(own)])
  })

  it.each([{}, { sessionIds: ['0195c0de-0000-7000-8000-000000000001'], scope: 'SESSIONS_ALL' }])(
    'is refused when it does not say exactly one thing: %o',
    async (parameters) => {
      const session = await openSession(world, child)
      expect(await codeOf(end(child, parameters))).toBe('SESSIONS_UNCLEAR')
      expect(await idsOf()).toEqual([keyIdOf(session)])
    },
  )

  it('is refused for a user the organization does not have', async () => {
    expect(await codeOf(end(world.root, { userId: child.userId, scope: 'SESSIONS_ALL' }))).toBe('USER_NOT_FOUND')
  })
})

describe('delete_authenticators', () => {
  it('ends the sessions its passkeys opened, by themselves or through sessions, and counts them', async () => {
    const first = await openSession(world, child)
    const second = await openSession(world, first)
    await submit(world, second, 'create_read_only_session', {})
    const key = { apiKeyName: 'k', publicKey: keyHexOf(world.root), curveType: 'API_KEY_CURVE_P256' }
    const { apiKeyIds } = await submit(world, child, 'create_api_keys', { userId: child.userId, apiKeys: [key] })
    const permanent = { ...child, credential: { ...world.root.credential, apiKeyId: apiKeyIds[0] ?? '' } } as Member
    const kept = await openSession(world, permanent)
    const authenticatorIds = [child.credential.kind === 'passkey' ? child.credential.authenticatorId : '']
    const result = await submit(world, permanent, 'delete_authenticators', { userId: child.userId, authenticatorIds })
    expect(result).toEqual({ authenticatorIds, endedSessions: 3 })
    expect(await idsOf(permanent)).toEqual([keyIdOf(kept)])
  })
})

function keyHexOf({ credential }: Member): string {
  return credential.kind === 'api-key' ? credential.publicKeyHex : ''
}
