/** `create_read_only_session` and `delete_read_only_sessions`. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { hashReadOnlyToken } from '../../src/read-only-token.ts'
import { addChild, openSession } from './support/members.ts'
import { ask, submit, submitBytes, writeBody } from './support/requests.ts'
import { type Member, openWorld, startMs, type World, withCredential } from './support/world.ts'

let world: World
let member: Member
beforeEach(async () => {
  await world?.close()
  world = await openWorld()
  member = await addChild(world)
})
afterAll(() => world.close())

const open = (signer = member) => submit(world, signer, 'create_read_only_session', {})
const find = (token: string) => world.system.store.findReadOnlySession(member.organizationId, hashReadOnlyToken(token))
const resultOf = (activity: { result: Record<string, unknown> }): unknown => activity.result.createReadOnlySessionResult

describe('create_read_only_session', () => {
  it('opens a session of one hour and names whose it is', async () => {
    const { session, ...rest } = await open()
    expect(rest).toEqual({
      organizationId: member.organizationId,
      organizationName: 'Child',
      userId: member.userId,
      username: 'Alice',
      sessionExpiry: String(startMs / 1000 + 3600),
    })
    expect(await find(session)).toMatchObject({ userId: member.userId, expiresAtMs: startMs + 3_600_000 })
  })

  it('opens one that ends with the session key that asks', async () => {
    const session = await openSession(world, member, 60)
    const { session: token, sessionExpiry } = await open(session)
    expect(sessionExpiry).toBe(String(startMs / 1000 + 60))
    expect((await find(token))?.expiresAtMs).toBe(startMs + 60_000)
  })

  it('keeps the token out of store and reads', async () => {
    const { session } = await open()
    const { activities } = await ask(world, member, 'list_activities')
    expect(activities).toHaveLength(1)
    expect(JSON.stringify(activities)).not.toContain(session)
    expect(activities.map(resultOf)).toEqual([expect.objectContaining({ session: '', userId: member.userId })])
  })

  it('gives the same token to a retry while the session lives, and none afterwards', async () => {
    const body = writeBody(world, member.organizationId, 'create_read_only_session', {})
    const send = async (): Promise<unknown> =>
      resultOf(await submitBytes(world, member, 'create_read_only_session', body))
    const first = await send()
    world.clock.nowMs += 3_599_000
    expect(await send()).toEqual(first)
    world.clock.nowMs += 1000
    expect(await send()).toEqual({ ...Object(first), session: '' })
  })
})

describe('delete_read_only_sessions', () => {
  it('ends the session whose token is presented, and no other', async () => {
    const [ended, kept] = [await open(), await open()]
    const credential = {
      kind: 'read-only-session',
      sessionId: '',
      tokenHash: hashReadOnlyToken(ended.session),
    } as const
    const result = await submit(
      world,
      withCredential(member, credential),
      'delete_read_only_sessions',
      {},
      {
        rawHeaders: ['X-Session', ended.session],
      },
    )
    expect(result).toEqual({ userId: member.userId })
    expect(await find(ended.session)).toBeUndefined()
    expect(await find(kept.session)).toBeDefined()
  })

  it('leaves no trace of the token it was asked with', async () => {
    const { session } = await open()
    const credential = { kind: 'read-only-session', sessionId: '', tokenHash: hashReadOnlyToken(session) } as const
    const options = { rawHeaders: ['X-Session', session] }
    await submit(world, withCredential(member, credential), 'delete_read_only_sessions', {}, options)
    const { activities } = await ask(world, member, 'list_activities')
    expect(activities[0]?.votes[0]).toMatchObject({
      scheme: 'SIGNATURE_SCHEME_UNSPECIFIED',
      signature: '',
      publicKey: '',
    })
    expect(JSON.stringify(activities)).not.toContain(session)
  })

  it('ends all of the user who signs, and none of others', async () => {
    const [first, second] = [await open(), await open()]
    const other = await submit(world, world.root, 'create_read_only_session', {})
    await submit(world, member, 'delete_read_only_sessions', {})
    expect(await find(first.session)).toBeUndefined()
    expect(await find(second.session)).toBeUndefined()
    const tokenHash = hashReadOnlyToken(other.session)
    expect(await world.system.store.findReadOnlySession(world.root.organizationId, tokenHash)).toBeDefined()
  })
})
