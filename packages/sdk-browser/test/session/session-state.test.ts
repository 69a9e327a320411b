/** What is true of a session at a moment. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IframeError } from '../../src/iframe/iframe-error.ts'
import type { CurrentUser, StoredSession } from '../../src/session/session-records.ts'
import {
  endsSession,
  findLiveSession,
  findNextChange,
  findReadOnlyToken,
  isSameSnapshot,
  mayBeRenewed,
  readExpirationSeconds,
  toEnded,
  toSnapshot,
} from '../../src/session/session-state.ts'
import { codeOf } from '../support/code-of.ts'

const session: StoredSession = {
  bundle: 'bundle',
  publicKeyHex: '02',
  apiKeyId: 'key',
  userId: 'ada',
  organizationId: 'org',
  openedAtMs: 0,
  expiresAtMs: 1000,
  clockOffsetMs: 0,
}
const ada: CurrentUser = {
  userId: 'ada',
  username: 'Ada',
  organization: { organizationId: 'org', organizationName: 'Org' },
  readOnlySession: { token: 'token', expiresAtMs: 500 },
}
const bob = { ...ada, userId: 'bob' }
const hour = { ...session, expiresAtMs: 3_600_000 }
const problem = new IframeError('IFRAME_BLOCKED')

describe('the status', () => {
  it.each([
    ['signed-out', {}, 0],
    ['signed-out', { user: ada }, 0],
    ['restoring', { session }, 999],
    ['restoring', { session, restoredBundle: 'another' }, 999],
    ['active', { session, restoredBundle: 'bundle' }, 799],
    ['active', { user: ada, session, restoredBundle: 'bundle' }, 799],
    ['expiring', { session, restoredBundle: 'bundle' }, 800],
    ['expiring', { session, restoredBundle: 'bundle' }, 999],
    ['active', { session: hour, restoredBundle: 'bundle' }, 3_539_999],
    ['expiring', { session: hour, restoredBundle: 'bundle' }, 3_540_000],
    ['offline', { session, restoredBundle: 'bundle', isOffline: true }, 999],
    ['offline', { session, isOffline: true }, 999],
    ['expired', { session, restoredBundle: 'bundle', isOffline: true }, 1000],
    ['signed-out', { isOffline: true }, 0],
    ['blocked', { problem }, 0],
    ['blocked', { session, restoredBundle: 'bundle', problem, isOffline: true }, 0],
    ['expired', { session, restoredBundle: 'bundle' }, 1000],
    ['expired', { session }, 1001],
    ['expired', { user: bob, session, restoredBundle: 'bundle' }, 999],
  ])('is %s for %o at %i', (status, facts, nowMs) => {
    expect(toSnapshot(facts, nowMs).status).toBe(status)
  })

  it('is active only while the session is live, whatever the facts and the time', () => {
    const facts = fc.record({
      user: fc.constantFrom(undefined, ada, bob),
      session: fc.constantFrom(undefined, session),
      restoredBundle: fc.constantFrom(undefined, 'bundle', 'another'),
    })
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 2000 }), (known, nowMs) => {
        const isLive = findLiveSession(known, nowMs) !== undefined
        const { status } = toSnapshot(known, nowMs)
        expect(['active', 'expiring', 'restoring'].includes(status)).toBe(isLive)
      }),
    )
  })

  it('never goes back from expired as time goes by', () => {
    const moment = fc.integer({ min: 0, max: 2000 })
    fc.assert(
      fc.property(moment, moment, (earlier, later) => {
        fc.pre(earlier <= later)
        const wasOver = toSnapshot({ session }, earlier).status === 'expired'
        expect(wasOver && toSnapshot({ session }, later).status !== 'expired').toBe(false)
      }),
    )
  })
})

describe('the next change that time brings', () => {
  it.each([
    [799, 800],
    [800, 1000],
    [999, 1000],
    [1000, undefined],
  ])('after %i is at %s', (nowMs, moment) => {
    expect(findNextChange({ session }, nowMs)).toBe(moment)
  })

  it('is where the status changes, and nowhere before', () => {
    const times = fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 10_000_000 }), fc.nat(12_000_000))
    fc.assert(
      fc.property(times, fc.double({ min: 0, max: 0.999, noNaN: true }), ([openedAtMs, lengthMs, nowMs], part) => {
        const facts = {
          session: { ...session, openedAtMs, expiresAtMs: openedAtMs + lengthMs },
          restoredBundle: 'bundle',
        }
        const nextMs = findNextChange(facts, nowMs)
        const { status } = toSnapshot(facts, nowMs)
        if (nextMs === undefined) {
          expect(status).toBe('expired')
          return
        }
        expect(toSnapshot(facts, nowMs + (nextMs - nowMs) * part).status).toBe(status)
        expect(toSnapshot(facts, nextMs).status).not.toBe(status)
      }),
    )
  })

  it('never comes for somebody else’s session', () => {
    expect(findNextChange({ session, user: bob }, 0)).toBeUndefined()
  })
})

describe('a snapshot', () => {
  it('carries what is known and nothing else', () => {
    expect(toSnapshot({ user: ada, session, storage: 'memory' }, 0)).toEqual({
      status: 'restoring',
      user: ada,
      expiresAtMs: 1000,
      storage: 'memory',
    })
    expect(Object.keys(toSnapshot({}, 0))).toEqual(['status'])
    expect(toSnapshot({ problem }, 0)).toEqual({ status: 'blocked', problem })
  })

  it('tells the end by the device’s clock, and how far that clock is off', () => {
    expect(toSnapshot({ session, clockOffsetMs: -60_000 }, 0)).toEqual({ status: 'restoring', expiresAtMs: 61_000 })
    expect(toSnapshot({ session, clockOffsetMs: -60_001 }, 0)).toMatchObject({ clockSkewMs: 60_001 })
    expect(toSnapshot({ clockOffsetMs: 3_600_000 }, 0)).toMatchObject({ clockSkewMs: -3_600_000 })
  })

  it('is the same as another exactly if it shows the same', () => {
    expect(isSameSnapshot(toSnapshot({ session }, 1), toSnapshot({ session }, 2))).toBe(true)
    expect(isSameSnapshot(toSnapshot({ session }, 1), toSnapshot({ session }, 1000))).toBe(false)
    expect(isSameSnapshot(toSnapshot({ user: ada }, 1), toSnapshot({ user: bob }, 1))).toBe(false)
  })

  it('cannot be changed', () => {
    expect(Object.isFrozen(toSnapshot({ session }, 0))).toBe(true)
  })
})

describe('the end of a session', () => {
  it.each([
    ['API_KEY_EXPIRED', 'org', true],
    ['API_KEY_EXPIRED', 'elsewhere', true],
    ['PUBLIC_KEY_NOT_FOUND', 'org', true],
    ['PUBLIC_KEY_NOT_FOUND', 'elsewhere', false],
    ['PERMISSION_DENIED', 'org', false],
    ['NETWORK_UNREACHABLE', 'org', false],
  ])('%s in %s: %s', (code, organizationId, isOver) => {
    expect(endsSession(code, organizationId, session)).toBe(isOver)
  })

  it('is never later than it was, and at the latest now', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (expiresAtMs, nowMs) => {
        const ended = toEnded({ ...session, expiresAtMs }, nowMs)
        expect(ended.expiresAtMs).toBeLessThanOrEqual(expiresAtMs)
        expect(findLiveSession({ session: ended }, nowMs)).toBeUndefined()
      }),
    )
  })
})

describe('a session', () => {
  it.each([
    [undefined, true],
    [1001, true],
    [1000, false],
  ])('that is renewable until %s may be renewed: %s', (renewableUntilMs, expected) => {
    expect(mayBeRenewed({ ...session, ...(renewableUntilMs && { renewableUntilMs }) })).toBe(expected)
  })
})

describe('the read-only session', () => {
  it.each([
    [499, 'token'],
    [500, undefined],
  ])('at %i ms its token is %s', (nowMs, token) => {
    expect(findReadOnlyToken({ user: ada }, nowMs)).toBe(token)
  })
})

describe('the length of a session', () => {
  it.each(['', '0', '000', '-1', '1.5', '1e3', ' 900', '900 ', '0x10', 'NaN', 'Infinity', '٣', '9'.repeat(16)])(
    'refuses %j',
    async (text) => {
      expect(await codeOf(() => readExpirationSeconds(text))).toBe('EXPIRATION_INVALID')
    },
  )

  it('takes every whole number of seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), (seconds) => {
        expect(readExpirationSeconds(String(seconds))).toBe(seconds)
      }),
    )
  })
})
