/** `list_sessions`: what a person sees of what is open in their name. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { addChild, addUser, openSession } from './support/members.ts'
import { codeOf, submit } from './support/requests.ts'
import { keyIdOf, logIn, sessionsOf } from './support/sessions.ts'
import { anyStamp, callerOf, type Member, openWorld, startMs, type World } from './support/world.ts'

let world: World
let child: Member
beforeEach(async () => {
  await world?.close()
  world = await openWorld()
  child = await addChild(world)
})
afterAll(() => world.close())

const at = (moment: number) => ({ seconds: String(Math.floor(moment / 1000)), nanos: String((moment % 1000) * 1e6) })
const passkeyId = () => (child.credential.kind === 'passkey' ? child.credential.authenticatorId : '')
const headers = (userAgent: string) => ({ rawHeaders: ['X-Stamp', anyStamp('02'), 'User-Agent', userAgent] })

describe('list_sessions', () => {
  it('says what opened a session, from where, when, and how long it lives', async () => {
    world.clock.nowMs = startMs + 1
    const session = await openSession(world, child, 900)
    expect(await sessionsOf(world, session)).toEqual([
      {
        sessionId: keyIdOf(session),
        sessionType: 'SESSION_TYPE_READ_WRITE',
        userId: child.userId,
        apiKeyId: keyIdOf(session),
        name: 'session',
        openedBy: { type: 'SESSION_OPENER_PASSKEY', id: passkeyId(), name: 'passkey' },
        createdAt: at(startMs + 1),
        expiresAt: at(startMs + 900_001),
        renewableUntil: at(startMs + 43_200_001),
        isCurrent: true,
      },
    ])
  })

  it('shows the user agent of the request that opened it', async () => {
    await submit(world, child, 'create_read_only_session', {}, headers('Mozilla/5.0 (X11; Linux) Firefox/150.0'))
    expect((await sessionsOf(world, child))[0]?.userAgent).toBe('Mozilla/5.0 (X11; Linux) Firefox/150.0')
  })

  it('shows read-only sessions under an id that is not their token, and names them to their own token', async () => {
    const { session: token } = await submit(world, child, 'create_read_only_session', {})
    const [shown] = await sessionsOf(world, child)
    const found = await world.system.store.listReadOnlySessions(child.organizationId, child.userId)
    expect(shown).toMatchObject({
      sessionId: found[0]?.sessionId,
      sessionType: 'SESSION_TYPE_READ_ONLY',
      openedBy: { type: 'SESSION_OPENER_PASSKEY', id: passkeyId() },
      expiresAt: at(startMs + 3_600_000),
      renewableUntil: at(startMs + 3_600_000),
      isCurrent: false,
    })
    expect(Object.keys(shown ?? {})).not.toContain('apiKeyId')
    const hash = Buffer.from(found[0]?.tokenHash ?? []).toString('hex')
    const id = (shown?.sessionId ?? '').replaceAll('-', '')
    expect(token).not.toContain(id)
    expect(hash).not.toContain(id)
    const credential = {
      kind: 'read-only-session',
      sessionId: shown?.sessionId ?? '',
      tokenHash: Buffer.alloc(32),
    } as const
    expect((await sessionsOf(world, callerOf(child, { credential })))[0]?.isCurrent).toBe(true)
  })

  it('keeps the passkey at the root while sessions open sessions', async () => {
    const first = await openSession(world, child)
    world.clock.nowMs += 1000
    const second = await logIn(world, first)
    const [newest, oldest] = await sessionsOf(world, second)
    expect(newest).toMatchObject({
      openedBy: { type: 'SESSION_OPENER_SESSION', id: keyIdOf(first), name: 'session' },
      renewableUntil: oldest?.renewableUntil,
      isCurrent: true,
    })
    const row = await world.system.store.findApiKeyById(child.organizationId, keyIdOf(second))
    expect(row?.session).toMatchObject({ rootPasskeyId: passkeyId(), touchedAtMs: startMs })
  })

  it('keeps the id of an opener that is gone, without a name', async () => {
    const first = await openSession(world, child)
    const second = await logIn(world, first)
    await submit(world, first, 'delete_api_keys', { userId: child.userId, apiKeyIds: [keyIdOf(first)] })
    const [shown] = await sessionsOf(world, second)
    expect(shown?.openedBy).toEqual({ type: 'SESSION_OPENER_SESSION', id: keyIdOf(first) })
  })

  it('says so when a permanent key opened the session', async () => {
    const session = await openSession(world, world.root)
    expect((await sessionsOf(world, session))[0]?.openedBy).toEqual({
      type: 'SESSION_OPENER_API_KEY',
      id: keyIdOf(world.root),
      name: 'root',
    })
  })

  it('knows nothing of the opener of a session from before the server kept it', async () => {
    const old = { ...world.root, apiKeyName: 'old', apiKeyId: world.system.newId(), publicKey: Buffer.alloc(33, 2) }
    const life = { expirationSeconds: 900, expiresAtMs: startMs + 900_000, createdAtMs: startMs }
    const row = { ...old, ...life, credentialType: 'CREDENTIAL_TYPE_API_KEY_P256' }
    await world.system.store.transact((transaction) => transaction.addApiKey(row))
    expect(await sessionsOf(world, world.root)).toMatchObject([
      { name: 'old', openedBy: { type: 'SESSION_OPENER_UNKNOWN' }, renewableUntil: at(startMs + 900_000) },
    ])
  })

  it('leaves out what has ended, and permanent keys', async () => {
    await openSession(world, world.root, 60)
    await submit(world, world.root, 'create_read_only_session', {})
    world.clock.nowMs += 60_000
    expect(await sessionsOf(world, world.root)).toMatchObject([{ sessionType: 'SESSION_TYPE_READ_ONLY' }])
    world.clock.nowMs += 3_540_000
    expect(await sessionsOf(world, world.root)).toEqual([])
  })

  it('is newest first', async () => {
    for (const name of ['a', 'b', 'c']) {
      await submit(world, child, 'create_read_only_session', {}, headers(name))
      world.clock.nowMs += 1
    }
    expect((await sessionsOf(world, child)).map(({ userAgent }) => userAgent)).toEqual(['c', 'b', 'a'])
  })

  it('shows when a session was last used, once that is noted', async () => {
    const session = await openSession(world, child)
    const { organizationId, userId } = child
    const use = { kind: 'api-key', organizationId, userId, sessionId: keyIdOf(session), usedAtMs: startMs + 5 } as const
    await world.system.store.noteUses([use])
    expect((await sessionsOf(world, child))[0]?.lastUsedAt).toEqual(at(startMs + 5))
  })

  it('names another user on request, and refuses an unknown one', async () => {
    const user = await addUser(world, world.root)
    await openSession(world, user)
    expect(await sessionsOf(world, world.root, { userId: user.userId })).toHaveLength(1)
    expect(await codeOf(sessionsOf(world, world.root, { userId: child.userId }))).toBe('USER_NOT_FOUND')
  })
})
