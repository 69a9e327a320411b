/** Requests with the token of a read-only session. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate } from '../../src/authenticate/authenticate.ts'
import { hashReadOnlyToken, makeReadOnlyToken } from '../../src/read-only-token.ts'
import { refusalCodeOf } from '../support/refusal-of.ts'
import { callWith, type Wish } from './support/calls.ts'
import { openWorld, startMs, type Tenant, type World } from './support/world.ts'

let world: World
let [parent, child, sibling]: Tenant[] = []
let token: string

beforeAll(async () => {
  world = await openWorld()
  parent = await world.addTenant()
  child = await world.addTenant(parent)
  sibling = await world.addTenant(parent)
  token = makeReadOnlyToken(world.system.sessionSecret, child.organizationId, world.system.newId())
  await world.addSession(child, hashReadOnlyToken(token), startMs + 3_600_000)
})
afterAll(() => world.close())

const withToken = async (wish: Wish | undefined, session: string) => {
  if (!wish) throw new Error('no tenant')
  return authenticate(await callWith(wish, () => ['X-Session', session]), world.system)
}

describe('X-Session', () => {
  it('proves its user', async () => {
    expect(await withToken(child, token)).toMatchObject({
      organizationId: child?.organizationId,
      userId: child?.userId,
      targetOrganizationId: child?.organizationId,
      credential: { kind: 'read-only-session', tokenHash: hashReadOnlyToken(token) },
    })
  })

  it('may name the parent where sub-organizations are resolved, and only there', async () => {
    const organizationId = parent?.organizationId ?? ''
    expect((await withToken({ organizationId }, token)).targetOrganizationId).toBe(child?.organizationId)
    expect(await refusalCodeOf(() => withToken({ organizationId, name: 'get_organization' }, token))).toBe(
      'SESSION_INVALID',
    )
  })

  it('is invalid for another organization', async () => {
    expect(await refusalCodeOf(() => withToken(sibling, token))).toBe('SESSION_INVALID')
  })

  it('is invalid from the millisecond on in which it ends', async () => {
    world.clock.nowMs = startMs + 3_599_999
    expect((await withToken(child, token)).userId).toBe(child?.userId)
    world.clock.nowMs = startMs + 3_600_000
    expect(await refusalCodeOf(() => withToken(child, token))).toBe('SESSION_INVALID')
    world.clock.nowMs = startMs
  })

  it('is invalid when the store does not know it', async () => {
    const unknown = makeReadOnlyToken(world.system.sessionSecret, child?.organizationId ?? '', world.system.newId())
    expect(await refusalCodeOf(() => withToken(child, unknown))).toBe('SESSION_INVALID')
  })

  it('is invalid when another server made it, even if the store knows its hash', async () => {
    const foreign = makeReadOnlyToken(randomBytes(32), child?.organizationId ?? '', world.system.newId())
    if (child) await world.addSession(child, hashReadOnlyToken(foreign), startMs + 3_600_000)
    expect(await refusalCodeOf(() => withToken(child, foreign))).toBe('SESSION_INVALID')
  })

  it.each(['', 'x', 'A'.repeat(86)])('is invalid as %j', async (session) => {
    expect(await refusalCodeOf(() => withToken(child, session))).toBe('SESSION_INVALID')
  })

  it('is invalid once it has been ended', async () => {
    if (!child) throw new Error('no tenant')
    const { organizationId, userId } = child
    await world.system.store.transact((transaction) =>
      transaction.deleteReadOnlySessions(organizationId, userId, undefined),
    )
    expect(await refusalCodeOf(() => withToken(child, token))).toBe('SESSION_INVALID')
  })
})
