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
  expiresAtMs: 1_000_000,
}
const localStorage = new MemoryStorage()
const window = Object.assign(new EventTarget(), { localStorage })
let keeper: SessionKeeper
let store: SessionStore

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  vi.stubGlobal('window', window)
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
    expect(store.getSnapshot().status).toBe('restoring')
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
    keeper.markRestored('bundle')
    expect(subscriber).toHaveBeenCalledTimes(2)
    const snapshot = store.getSnapshot()
    keeper.markRestored('bundle')
    expect(subscriber).toHaveBeenCalledTimes(2)
    expect(store.getSnapshot()).toBe(snapshot)
    expect(snapshot.status).toBe('active')
  })

  it('changes by itself when the time of the session is over', () => {
    const subscriber = vi.fn()
    keeper.saveSession(session)
    keeper.markRestored('bundle')
    store.subscribe(subscriber)
    vi.advanceTimersByTime(999_999)
    expect(store.getSnapshot().status).toBe('active')
    expect(subscriber).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(store.getSnapshot().status).toBe('expired')
    expect(subscriber).toHaveBeenCalledTimes(1)
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
