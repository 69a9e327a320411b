/** `renew_session` and `set_session_limits`: how far a session gets without another touch. */
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../src/refusal.ts'
import type { ApiKeyRow } from '../../src/store/credential-rows.ts'
import { addChild, openSession } from './support/members.ts'
import { ask, codeOf, refusalOf, submit } from './support/requests.ts'
import { keyIdOf, logIn, sessionsOf } from './support/sessions.ts'
import { type Member, openWorld, startMs, type World } from './support/world.ts'

let world: World
let child: Member
beforeEach(async () => {
  await world?.close()
  world = await openWorld()
  child = await addChild(world)
})
afterAll(() => world.close())

const renew = (member: Member, parameters: object = {}) => submit(world, member, 'renew_session', parameters)
const limit = (member: Member, renewalSeconds: string | number) =>
  submit(world, member, 'set_session_limits', { renewalSeconds })
/** Seconds from the start of the test's clock, as the wire gives moments. */
const after = (seconds: number): string => String(startMs / 1000 + seconds)

/** The member as authentication would prove it now, after its key was renewed. */
async function current(member: Member): Promise<Member> {
  const row = await world.system.store.findApiKeyById(member.organizationId, keyIdOf(member))
  return { ...member, credential: { ...member.credential, expiresAtMs: row?.expiresAtMs } as Member['credential'] }
}

describe('renew_session', () => {
  it('gives the key its configured life from now', async () => {
    const session = await openSession(world, child, 900)
    world.clock.nowMs += 600_000
    const renewed = { apiKeyId: keyIdOf(session), expiresAtSeconds: after(1500), renewableUntilSeconds: after(43_200) }
    expect(await renew(session)).toEqual(renewed)
    const [shown] = await sessionsOf(world, child)
    expect(shown).toMatchObject({ expiresAt: { seconds: after(1500) }, renewableUntil: { seconds: after(43_200) } })
  })

  it('gives it what is asked for', async () => {
    const session = await openSession(world, child, 900)
    expect(await renew(session, { expirationSeconds: '3600' })).toMatchObject({ expiresAtSeconds: after(3600) })
  })

  it('shows the renewed end in the key: creation and life add up to it', async () => {
    const session = await openSession(world, child, 900)
    world.clock.nowMs += 600_500
    await renew(session)
    const row = await world.system.store.findUser(child.organizationId, child.userId)
    const { apiKeys } = await ask(world, child, 'get_api_keys')
    expect(row?.apiKeys[0]?.expiresAtMs).toBe(startMs + 1_500_500)
    expect(apiKeys[0]?.expirationSeconds).toBe('1500')
  })

  it('never makes a session shorter', async () => {
    const session = await openSession(world, child, 900)
    expect(await renew(session, { expirationSeconds: '1' })).toMatchObject({ expiresAtSeconds: after(900) })
  })

  it('stops at the limit, and then asks for a touch', async () => {
    world.policy.sessionRenewalSeconds = 1000
    const session = await openSession(world, child, 900)
    world.clock.nowMs += 300_000
    const expected = { expiresAtSeconds: after(1000), renewableUntilSeconds: after(1000) }
    expect(await renew(session)).toMatchObject(expected)
    world.clock.nowMs += 600_000
    expect(await codeOf(renew(await current(session)))).toBe('STEP_UP_REQUIRED')
  })

  it('counts the limit from the touch, however many sessions came in between', async () => {
    world.policy.sessionRenewalSeconds = 1000
    const first = await openSession(world, child, 900)
    world.clock.nowMs += 800_000
    const second = await logIn(world, first, { expirationSeconds: '100' })
    world.clock.nowMs += 50_000
    expect(await renew(second)).toMatchObject({ expiresAtSeconds: after(950), renewableUntilSeconds: after(1000) })
    expect(await renew(await current(second), { expirationSeconds: '900' })).toMatchObject({
      expiresAtSeconds: after(1000),
    })
  })

  it('is off at zero, and a session may still be longer than the limit from the start', async () => {
    world.policy.sessionRenewalSeconds = 0
    const session = await openSession(world, child, 900)
    expect((await sessionsOf(world, child))[0]?.renewableUntil.seconds).toBe(after(900))
    expect(await codeOf(renew(session))).toBe('STEP_UP_REQUIRED')
  })

  it('never makes a session longer than any session may last', async () => {
    world.policy.maxSessionSeconds = 1000
    const session = await openSession(world, child, 900)
    const refusal = await refusalOf(renew(session, { expirationSeconds: '1001' }))
    expect(refusal.code).toBe('EXPIRATION_TOO_LONG')
    expect(refusal.details.fieldViolations?.[0]?.field).toBe('parameters.expirationSeconds')
    world.clock.nowMs += 899_000
    expect(await renew(session)).toMatchObject({ expiresAtSeconds: after(1000) })
  })

  it('knows no limit where session keys have full powers', async () => {
    world.policy.sessionRenewalSeconds = 1000
    world.policy.sessionPowers = 'full'
    const session = await openSession(world, child, 900)
    expect(await renew(session, { expirationSeconds: '5000' })).toMatchObject({ expiresAtSeconds: after(5000) })
  })

  it('is refused for a passkey and for a permanent key', async () => {
    for (const member of [child, world.root]) expect(await codeOf(renew(member))).toBe('SESSION_KEY_REQUIRED')
  })

  it('is refused when the session has ended', async () => {
    const session = await openSession(world, child, 60)
    world.clock.nowMs += 60_000
    expect(await codeOf(renew(session))).toBe('API_KEY_EXPIRED')
  })
})

describe('set_session_limits', () => {
  it('holds for the sub-organizations of a parent, unless they have their own', async () => {
    expect(await limit(world.root, '100')).toEqual({ renewalSeconds: '100' })
    const renewableUntil = async () => (await sessionsOf(world, child))[0]?.renewableUntil.seconds
    await openSession(world, child, 60)
    expect(await renewableUntil()).toBe(after(100))
    await limit(child, 200)
    await openSession(world, child, 60)
    expect((await sessionsOf(world, child)).map((session) => session.renewableUntil.seconds).toSorted()).toEqual([
      after(100),
      after(200),
    ])
  })

  it('holds for sessions that are open already where it is lower, and not where it is higher', async () => {
    const session = await openSession(world, child, 900)
    await limit(child, '1000')
    world.clock.nowMs += 600_000
    expect(await renew(session)).toMatchObject({ expiresAtSeconds: after(1000), renewableUntilSeconds: after(1000) })
    await limit(child, '2000000')
    const refreshed = await current(session)
    expect(await renew(refreshed, { expirationSeconds: '100000' })).toMatchObject({ expiresAtSeconds: after(43_200) })
  })

  it('never cuts a session off', async () => {
    const session = await openSession(world, child, 900)
    await limit(child, '0')
    expect((await sessionsOf(world, child))[0]).toMatchObject({ expiresAt: { seconds: after(900) } })
    expect(await codeOf(renew(session))).toBe('STEP_UP_REQUIRED')
  })

  it('is at most as long as any session may last', async () => {
    expect(await codeOf(limit(child, '2592001'))).toBe('EXPIRATION_TOO_LONG')
    expect(await codeOf(limit(child, '-1'))).toBe('REQUEST_INVALID')
    await limit(child, 2_592_000)
  })
})

type Step =
  | { do: 'wait'; seconds: number }
  | { do: 'open' | 'renew' | 'log in' | 'create'; seconds: number; by: number }
  | { do: 'limit'; seconds: number }

const seconds = fc.integer({ min: 1, max: 4000 })
const by = fc.nat(9)
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('wait' as const), seconds }),
    fc.record({
      do: fc.constantFrom('open' as const, 'renew' as const, 'log in' as const, 'create' as const),
      seconds,
      by,
    }),
    fc.record({ do: fc.constant('limit' as const), seconds: fc.integer({ min: 0, max: 3000 }) }),
  ),
  { maxLength: 25 },
)

/** Carries out one step by one of the sessions there are; what is refused changes nothing. */
async function take(step: Step, sessions: Member[]): Promise<void> {
  if (step.do === 'wait') {
    world.clock.nowMs += step.seconds * 1000
    return
  }
  if (step.do === 'limit') {
    await limit(child, step.seconds)
    return
  }
  const session = sessions[step.by % Math.max(1, sessions.length)]
  const expirationSeconds = String(step.seconds)
  if (step.do === 'open' || session === undefined) sessions.push(await openSession(world, child, step.seconds))
  else if (step.do === 'renew') await renew(await current(session), { expirationSeconds })
  else if (step.do === 'log in') sessions.push(await logIn(world, await current(session), { expirationSeconds }))
  else sessions.push(await openSession(world, await current(session), step.seconds))
}

/** What each touch allowed, by its moment: the limit that held then, and the end of what it opened itself. */
class Touches {
  limitSeconds = 2000
  readonly #latestEnds = new Map<number, number>()

  /** Takes in the sessions there are, then tells the latest end any session of a touch may have. */
  latestEndOf({ session, createdAtMs, expirationSeconds = 0 }: ApiKeyRow): number {
    const touchedAtMs = session?.touchedAtMs ?? 0
    const known = this.#latestEnds.get(touchedAtMs) ?? 0
    if (session?.opener.kind !== 'passkey') return known
    const latest = Math.max(known, createdAtMs + Math.max(expirationSeconds, this.limitSeconds) * 1000)
    if (known === 0) this.#latestEnds.set(touchedAtMs, latest)
    return this.#latestEnds.get(touchedAtMs) ?? 0
  }
}

it('no sequence of opening and renewing takes a key beyond its touch and the limit of that moment, unless the touch itself did', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      await world.close()
      world = await openWorld()
      world.policy.sessionRenewalSeconds = 2000
      child = await addChild(world)
      const touches = new Touches()
      const sessions: Member[] = []
      for (const step of sequence) {
        // Every touch has a moment of its own.
        world.clock.nowMs += 1
        await take(step, sessions).catch(passOverRefusal)
        const rows = await world.system.store.listApiKeys(child.organizationId, child.userId)
        for (const row of rows) {
          expect(row.expiresAtMs).toBeLessThanOrEqual(touches.latestEndOf(row))
          expect(row.session?.renewableUntilMs).toBeGreaterThanOrEqual(row.expiresAtMs ?? 0)
        }
        if (step.do === 'limit') touches.limitSeconds = step.seconds
      }
    }),
    { numRuns: 40 },
  )
}, 120_000)

function passOverRefusal(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}
