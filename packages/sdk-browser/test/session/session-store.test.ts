/** The observable session: snapshots, expiry, other tabs. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SessionKeeper } from '../../src/session/session-keeper.ts'
import { SessionStorage, sessionKey } from '../../src/session/session-storage.ts'
import { SessionStore } from '../../src/session/session-store.ts'
import { MemoryStorage } from '../support/memory-storage.ts'

const session = {
  bundle: 'bundle',
  publicKeyHex: '02',
  apiKeyId: 'key',
  userId: 'ada',
  organizationId: 'org',
  openedAtMs: 0,
  expiresAtMs: 1_000_000,
  clockOffsetMs: 0,
}
const localStorage = new MemoryStorage()
const window = Object.assign(new EventTarget(), { localStorage })
const document = new EventTarget()
let keeper: SessionKeeper
let store: SessionStore

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', document)
  vi.stubGlobal('navigator', { onLine: true })
  localStorage.clear()
  keeper = new SessionKeeper(new SessionStorage())
  store = new SessionStore(keeper)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a store nobody subscribed to', () => {
  it('shows the same before anything was read as on a server, and reads no storage for it', () => {
    localStorage.setItem(sessionKey, JSON.stringify(session))
    expect(store.getSnapshot()).toBe(store.getServerSnapshot())
    expect(store.getSnapshot().status).toBe('loading')
  })
})

describe('a store with a subscriber', () => {
  it('shows what storage holds', () => {
    store.subscribe(() => {})
    expect(store.getSnapshot().status).toBe('signed-out')
  })

  it('shows a session that another page stored as one to restore', () => {
    localStorage.setItem(sessionKey, JSON.stringify(session))
    store.subscribe(() => {})
    expect(store.getSnapshot()).toEqual({ status: 'restoring', expiresAtMs: 1_000_000 })
  })

  it('calls the subscriber once per change, and shows the same object in between', () => {
    const subscriber = vi.fn()
    store.subscribe(subscriber)
    keeper.saveSession(session)
    keeper.markRestored('bundle', Number.POSITIVE_INFINITY)
    expect(subscriber).toHaveBeenCalledTimes(2)
    const snapshot = store.getSnapshot()
    keeper.markRestored('bundle', Number.POSITIVE_INFINITY)
    expect(subscriber).toHaveBeenCalledTimes(2)
    expect(store.getSnapshot()).toBe(snapshot)
    expect(snapshot.status).toBe('active')
  })

  it('changes by itself as the session’s time runs out', () => {
    const subscriber = vi.fn()
    keeper.saveSession(session)
    keeper.markRestored('bundle', Number.POSITIVE_INFINITY)
    store.subscribe(subscriber)
    vi.advanceTimersByTime(939_999)
    expect(store.getSnapshot().status).toBe('active')
    expect(subscriber).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(store.getSnapshot().status).toBe('expiring')
    vi.advanceTimersByTime(59_999)
    expect(store.getSnapshot().status).toBe('expiring')
    vi.advanceTimersByTime(1)
    expect(store.getSnapshot().status).toBe('expired')
    expect(subscriber).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['the page is looked at again', document, 'visibilitychange'],
    ['the page comes out of the browser’s cache', window, 'pageshow'],
  ] as const)('notices when %s that time has passed without timers', (_, target, type) => {
    keeper.saveSession(session)
    keeper.markRestored('bundle', Number.POSITIVE_INFINITY)
    store.subscribe(() => {})
    // The device sleeps: the clock goes on, timers do not.
    vi.setSystemTime(950_000)
    target.dispatchEvent(new Event(type))
    expect(store.getSnapshot().status).toBe('expiring')
    vi.advanceTimersByTime(50_000)
    expect(store.getSnapshot().status).toBe('expired')
  })

  it('is offline while the browser says so, with the same end', () => {
    keeper.saveSession(session)
    keeper.markRestored('bundle', Number.POSITIVE_INFINITY)
    store.subscribe(() => {})
    window.dispatchEvent(new Event('offline'))
    expect(store.getSnapshot()).toEqual({ status: 'offline', expiresAtMs: 1_000_000 })
    window.dispatchEvent(new Event('online'))
    expect(store.getSnapshot().status).toBe('active')
    vi.stubGlobal('navigator', { onLine: false })
    const later = new SessionStore(keeper)
    later.subscribe(() => {})
    expect(later.getSnapshot().status).toBe('offline')
  })

  it('does not read storage for what the application stores beside it', () => {
    store.subscribe(() => {})
    const reads = vi.spyOn(localStorage, 'getItem')
    window.dispatchEvent(Object.assign(new Event('storage'), { key: 'theirs' }))
    expect(reads).not.toHaveBeenCalled()
    window.dispatchEvent(Object.assign(new Event('storage'), { key: sessionKey }))
    expect(reads).toHaveBeenCalled()
    reads.mockRestore()
  })

  it('does so for a session that is longer than a timer can be', () => {
    const expiresAtMs = 3 * 2 ** 31
    keeper.saveSession({ ...session, expiresAtMs })
    store.subscribe(() => {})
    vi.advanceTimersByTime(expiresAtMs - 1)
    expect(store.getSnapshot().status).toBe('restoring')
    vi.advanceTimersByTime(1)
    expect(store.getSnapshot().status).toBe('expired')
  })

  it('follows a longer session that replaces a shorter one', () => {
    store.subscribe(() => {})
    keeper.saveSession({ ...session, expiresAtMs: 10 })
    keeper.saveSession({ ...session, expiresAtMs: 1000 })
    vi.advanceTimersByTime(500)
    expect(store.getSnapshot().status).toBe('restoring')
    vi.advanceTimersByTime(500)
    expect(store.getSnapshot().status).toBe('expired')
  })

  it('follows what other tabs store', () => {
    const subscriber = vi.fn()
    store.subscribe(subscriber)
    localStorage.setItem(sessionKey, JSON.stringify(session))
    window.dispatchEvent(new Event('storage'))
    expect(store.getSnapshot().status).toBe('restoring')
    localStorage.clear()
    window.dispatchEvent(new Event('storage'))
    expect(store.getSnapshot().status).toBe('signed-out')
    expect(subscriber).toHaveBeenCalledTimes(2)
  })

  it('leaves no timer and no listener behind when the last one goes', () => {
    const subscriber = vi.fn()
    keeper.saveSession(session)
    const stops = [store.subscribe(subscriber), store.subscribe(() => {})]
    for (const stop of stops) stop()
    expect(vi.getTimerCount()).toBe(0)
    localStorage.clear()
    window.dispatchEvent(new Event('storage'))
    keeper.forgetAll()
    expect(subscriber).not.toHaveBeenCalled()
  })
})
