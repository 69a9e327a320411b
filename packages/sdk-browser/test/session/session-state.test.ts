/** What is true of a session at a moment. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CurrentUser, StoredSession } from '../../src/session/session-records.ts'
import {
  endsSession,
  findLiveSession,
  findReadOnlyToken,
  isSameSnapshot,
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
  expiresAtMs: 1000,
}
const ada: CurrentUser = {
  userId: 'ada',
  username: 'Ada',
  organization: { organizationId: 'org', organizationName: 'Org' },
  readOnlySession: { token: 'token', expiresAtMs: 500 },
}
const bob = { ...ada, userId: 'bob' }

describe('the status', () => {
  it.each([
    ['signed-out', {}, 0],
    ['signed-out', { user: ada }, 0],
    ['restoring', { session }, 999],
    ['restoring', { session, restoredBundle: 'another' }, 999],
    ['active', { session, restoredBundle: 'bundle' }, 999],
    ['active', { user: ada, session, restoredBundle: 'bundle' }, 999],
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
        expect(status === 'active' || status === 'restoring').toBe(isLive)
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

describe('a snapshot', () => {
  it('carries what is known and nothing else', () => {
    expect(toSnapshot({ user: ada, session, storage: 'memory' }, 0)).toEqual({
      status: 'restoring',
      user: ada,
      expiresAtMs: 1000,
      storage: 'memory',
    })
    expect(Object.keys(toSnapshot({}, 0))).toEqual(['status'])
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
