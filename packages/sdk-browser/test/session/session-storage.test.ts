/** Local storage that is there, denied, full or absent. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SessionStorage } from '../../src/session/session-storage.ts'
import { MemoryStorage } from '../support/memory-storage.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

function install(): MemoryStorage {
  const localStorage = new MemoryStorage()
  vi.stubGlobal('window', { localStorage })
  return localStorage
}

function checkThatItWorks(storage: SessionStorage): void {
  storage.write('key', 'one')
  expect(storage.read('key')).toBe('one')
  storage.write('key', 'two')
  expect(storage.read('key')).toBe('two')
  storage.remove('key')
  expect(storage.read('key')).toBeUndefined()
}

describe('session storage', () => {
  it('is the local storage of the page', () => {
    const localStorage = install()
    checkThatItWorks(new SessionStorage())
    new SessionStorage().write('key', 'value')
    expect(localStorage.getItem('key')).toBe('value')
    expect(new SessionStorage().read('key')).toBe('value')
  })

  it('works where local storage is denied', () => {
    vi.stubGlobal('window', {
      get localStorage() {
        throw new DOMException('', 'SecurityError')
      },
    })
    checkThatItWorks(new SessionStorage())
  })

  it('works on a server, and shares nothing there', () => {
    vi.stubGlobal('localStorage', new MemoryStorage())
    const storage = new SessionStorage()
    checkThatItWorks(storage)
    storage.write('key', 'secret of one user')
    expect(new SessionStorage().read('key')).toBeUndefined()
    expect(localStorage.length).toBe(0)
  })

  it('keeps what a full storage does not take, in front of what it holds', () => {
    const localStorage = install()
    const storage = new SessionStorage()
    storage.write('key', 'old')
    localStorage.refuseWrites = 'QuotaExceededError'
    checkThatItWorks(storage)
    storage.write('key', 'new')
    expect(storage.read('key')).toBe('new')
    localStorage.refuseWrites = undefined
    storage.write('key', 'newest')
    expect(localStorage.getItem('key')).toBe('newest')
  })
})
