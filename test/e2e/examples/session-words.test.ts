/** How the examples put sessions into words. */
import type { Session } from '@latchkey/sdk-browser'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  hasOthers,
  type SessionList,
  toBrowser,
  toEndLabel,
  toListNote,
  toOpener,
  toRenewalNote,
  toTimes,
} from '../../../examples/shell/session-words.ts'

const nowSeconds = Date.UTC(2026, 10, 25, 12) / 1000
const at = (seconds: number): Session['createdAt'] => ({ seconds: String(nowSeconds + seconds), nanos: '0' })
const session: Session = {
  sessionId: 'a',
  sessionType: 'SESSION_TYPE_READ_WRITE',
  userId: 'b',
  name: 'Session Key',
  openedBy: { type: 'SESSION_OPENER_PASSKEY', id: 'c', name: 'Phone' },
  createdAt: at(-10),
  expiresAt: at(900),
  renewableUntil: at(3600),
  isCurrent: false,
}
const listed: SessionList = { data: [session], error: undefined, status: 'success' }
const empty = { ...listed, data: undefined }

beforeEach(() => {
  vi.useFakeTimers({ now: nowSeconds * 1000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a session in words', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
      'Chrome 142 on Windows',
    ],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0', 'Edge 142 on Windows'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 Version/26.1 Safari/605.1',
      'Safari 26 on macOS',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) Version/26.0 Mobile Safari/604.1', 'Safari 26 on iOS'],
    ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36', 'Chrome 142 on Android'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox 145 on Linux'],
    ['node', 'node'],
    ['x'.repeat(60), `${'x'.repeat(40)}…`],
    [undefined, 'Browser not named'],
  ])('shortens the browser %s', (userAgent, name) => {
    expect(toBrowser({ ...session, ...(userAgent && { userAgent }) })).toBe(name)
  })

  it.each([
    [{ type: 'SESSION_OPENER_PASSKEY', name: 'Phone' }, 'Passkey “Phone”'],
    [{ type: 'SESSION_OPENER_PASSKEY' }, 'Passkey, deleted since'],
    [{ type: 'SESSION_OPENER_API_KEY', name: 'Server' }, 'Key “Server”'],
    [{ type: 'SESSION_OPENER_SESSION', name: 'Old' }, 'Session “Old”'],
    [{ type: 'SESSION_OPENER_UNKNOWN' }, 'Not known'],
  ] as const)('names what opened it: %s', (openedBy, name) => {
    expect(toOpener({ ...session, openedBy })).toBe(name)
  })

  it.each([
    [-59, undefined, 'Opened just now, not used yet'],
    [-3600, -60, 'Opened 1 hour ago, last used 1 minute ago'],
    [-200_000, -7300, 'Opened 2 days ago, last used 2 hours ago'],
  ])('tells its times: opened %s, used %s', (createdAt, lastUsedAt, sentence) => {
    const used = lastUsedAt === undefined ? {} : { lastUsedAt: at(lastUsedAt) }
    expect(toTimes({ ...session, createdAt: at(createdAt), ...used })).toBe(sentence)
  })

  it('labels its button so that it can be told from the others', () => {
    expect(toEndLabel(session)).toMatch(/^End session: Passkey “Phone”, Browser not named, Reads and writes until \d/)
    expect(toEndLabel({ ...session, isCurrent: true })).toMatch(/^End this session: Passkey “Phone”, /)
  })
})

describe('the list in words', () => {
  const unreachable = Object.assign(new Error('no network'), { code: 'NETWORK_UNREACHABLE' })
  const refused = Object.assign(new Error('refused'), { remedy: 'Ask somebody.' })

  it.each([
    ['nothing where there is a list', listed, 'active', undefined],
    ['that it is asked for', { ...empty, status: 'pending' }, 'active', 'Asking what is open …'],
    ['that nothing is open', { ...listed, data: [] }, 'active', 'Nothing is open in your name.'],
    ['that the server is out of reach', { ...empty, status: 'error', error: unreachable }, 'offline', /out of reach/],
    ['what went wrong', { ...empty, status: 'error', error: refused }, 'active', 'refused Ask somebody.'],
    ['that it takes a session', { ...empty, status: 'error', error: refused }, 'expired', /^Open a session to see/],
    ['that it takes a session, if nobody asked', { ...empty, status: 'idle' }, 'signed-out', /^Open a session to see/],
  ] as const)('says %s', (_case, list, status, text) => {
    const note = toListNote(list, status)?.text
    if (text instanceof RegExp) expect(note).toMatch(text)
    else expect(note).toBe(text)
  })

  it('has others to end only beside a session of one’s own', () => {
    expect(hasOthers(listed, 'active')).toBe(true)
    expect(hasOthers(listed, 'expired')).toBe(false)
    expect(hasOthers({ ...listed, data: [{ ...session, isCurrent: true }] }, 'active')).toBe(false)
  })

  it('knows until when the session can be renewed', () => {
    const current = { ...session, isCurrent: true }
    expect(toRenewalNote({ ...listed, data: [current] })).toMatch(/^It can be renewed without a touch until \d/)
    expect(toRenewalNote({ ...listed, data: [{ ...current, renewableUntil: at(900) }] })).toMatch(/takes a touch\.$/)
    expect(toRenewalNote(listed)).toBe('')
  })
})
