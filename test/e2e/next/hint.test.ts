/** The hint cookie of the Next.js example: what it says, and what is not believed. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openHint, sealHint } from '../../../examples/next/src/server/hint.ts'

const nowMs = Date.UTC(2026, 10, 1)
const hourMs = 60 * 60 * 1000

beforeEach(() => {
  vi.stubEnv('HINT_SECRET', 'a secret of this test, thirty-two characters long')
})
afterEach(() => vi.unstubAllEnvs())

describe('openHint', () => {
  it('gives back what was sealed, for twelve hours', () => {
    const cookie = sealHint('Zoë', nowMs)
    expect(openHint(cookie, nowMs)).toEqual({ name: 'Zoë', untilMs: nowMs + 12 * hourMs })
    expect(openHint(cookie, nowMs + 12 * hourMs - 1)).toBeDefined()
    expect(openHint(cookie, nowMs + 12 * hourMs)).toBeUndefined()
  })

  it('believes no other secret', () => {
    const cookie = sealHint('Ada', nowMs)
    vi.stubEnv('HINT_SECRET', 'another secret, which is thirty-two characters long')
    expect(openHint(cookie, nowMs)).toBeUndefined()
  })

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['a dot', '.'],
    ['a name without a signature', sealWithoutSignature('Ada')],
    ['a signature of another length', `${sealWithoutSignature('Ada')}.AAAA`],
    ['no base64url at all', '%%%.%%%'],
  ])('believes %s as little', (_what, cookie) => {
    expect(openHint(cookie, nowMs)).toBeUndefined()
  })
})

describe('sealHint', () => {
  it('cuts a name that would not fit into a cookie', () => {
    expect(openHint(sealHint('字'.repeat(5000), nowMs), nowMs)?.name).toBe('字'.repeat(256))
    expect(sealHint('字'.repeat(5000), nowMs).length).toBeLessThan(4000)
  })

  it('refuses a secret that could be guessed, and none at all', () => {
    vi.stubEnv('HINT_SECRET', 'short')
    expect(() => sealHint('Ada', nowMs)).toThrow('HINT_SECRET is too short')
    vi.stubEnv('HINT_SECRET', '')
    expect(() => sealHint('Ada', nowMs)).toThrow('HINT_SECRET is not set')
  })
})

function sealWithoutSignature(name: string): string {
  return Buffer.from(JSON.stringify({ name, untilMs: nowMs + hourMs })).toString('base64url')
}
