/** Which status may follow which, whatever happens in whichever order, in one tab or in several. */
import { ApiError } from '@latchkey/http-client'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { IframeError } from '../../src/iframe/iframe-error.ts'
import { SessionKeeper } from '../../src/session/session-keeper.ts'
import type { SessionStatus } from '../../src/session/session-state.ts'
import { SessionStorage } from '../../src/session/session-storage.ts'
import { SessionStore } from '../../src/session/session-store.ts'
import { MemoryStorage } from '../support/memory-storage.ts'

const anywhere: readonly SessionStatus[] = [
  'signed-out',
  'restoring',
  'active',
  'expiring',
  'expired',
  'offline',
  'blocked',
]

/** The table. What it leaves out: nothing loads twice, and no session is used before its key is back. */
const transitions: Readonly<Record<SessionStatus, readonly SessionStatus[]>> = {
  loading: ['signed-out', 'restoring', 'expired', 'offline', 'blocked'],
  'signed-out': ['restoring', 'expired', 'offline', 'blocked'],
  restoring: ['active', 'expiring', 'expired', 'signed-out', 'offline', 'blocked'],
  active: ['expiring', 'expired', 'restoring', 'signed-out', 'offline', 'blocked'],
  expiring: ['active', 'expired', 'restoring', 'signed-out', 'offline', 'blocked'],
  expired: ['restoring', 'signed-out', 'offline', 'blocked'],
  offline: anywhere,
  blocked: anywhere,
}

let nowMs: number
let opened: number
let keeper: SessionKeeper
let otherTab: SessionKeeper

beforeEach(() => {
  const window = Object.assign(new EventTarget(), { localStorage: new MemoryStorage() })
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', new EventTarget())
  vi.stubGlobal('navigator', {})
})
afterEach(() => {
  vi.unstubAllGlobals()
})

function open(of: SessionKeeper): void {
  opened += 1
  const ids = { publicKeyHex: '02', apiKeyId: 'key', userId: 'ada', organizationId: 'org' }
  of.saveSession({ ...ids, bundle: String(opened), openedAtMs: nowMs, expiresAtMs: nowMs + 1000, clockOffsetMs: 0 })
}

const restore = (): void => {
  if (keeper.needsRestoring()) keeper.markRestored(keeper.findSession()?.bundle ?? '', Number.POSITIVE_INFINITY)
}
const end = (of: SessionKeeper): void => of.endSession(of.findSession()?.bundle ?? '')

/** Everything that can happen. */
const events: Readonly<Record<string, () => void>> = {
  open: () => open(keeper),
  openElsewhere: () => open(otherTab),
  restore,
  end: () => end(keeper),
  endElsewhere: () => end(otherTab),
  logOut: () => keeper.forgetAll(),
  logOutElsewhere: () => otherTab.forgetAll(),
  wait: () => {
    nowMs += 100
  },
  waitLong: () => {
    nowMs += 850
  },
  renewElsewhere: () => otherTab.extendSession('key', nowMs + 1000, nowMs + 2000),
  loseNetwork: () => keeper.noteError(new ApiError('NETWORK_UNREACHABLE')),
  answer: () => keeper.noteAnswer({ sentAtMs: nowMs, receivedAtMs: nowMs, dateMs: Number.NaN }),
  block: () => keeper.setProblem(new IframeError('IFRAME_BLOCKED')),
  unblock: () => keeper.setProblem(undefined),
}

/** What happens every day. */
const common = [
  'open restore loseNetwork answer block',
  'open restore waitLong wait wait openElsewhere',
  'open restore waitLong renewElsewhere logOut',
]

it('is as the table says', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.keys(events)), { maxLength: 40 }), (names) => {
      nowMs = 0
      opened = 0
      keeper = new SessionKeeper(new SessionStorage(), () => nowMs)
      otherTab = new SessionKeeper(new SessionStorage(), () => nowMs)
      keeper.forgetAll()
      const store = new SessionStore(keeper)
      let status = store.getSnapshot().status
      const follow = (): void => {
        const next = store.getSnapshot().status
        if (next === status) return
        expect(transitions[status], `${status} -> ${next}`).toContain(next)
        seen.add(`${status} -> ${next}`)
        status = next
      }
      const stop = store.subscribe(follow)
      try {
        follow()
        for (const name of names) {
          events[name]?.()
          window.dispatchEvent(new Event('storage'))
          follow()
        }
      } finally {
        stop()
      }
    }),
    { numRuns: 2000, examples: common.map((names) => [names.split(' ')]) },
  )
  // The common ones were really met, else the table would hold of nothing.
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'loading -> signed-out',
      'signed-out -> restoring',
      'restoring -> active',
      'active -> expiring',
      'expiring -> active',
      'expiring -> expired',
      'expired -> restoring',
      'active -> offline',
      'offline -> active',
      'active -> blocked',
      'active -> signed-out',
    ]),
  )
})
