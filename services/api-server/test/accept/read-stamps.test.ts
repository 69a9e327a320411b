/** The headers that say who a request is from. */
import { describe, expect, it } from 'vitest'
import { findClientVersion, findUserAgent, readStamps } from '../../src/accept/read-stamps.ts'
import { refusalCodeOf } from '../support/refusal-of.ts'

describe('readStamps', () => {
  it.each([
    [['X-Stamp', 'a'], { stamp: 'a' }],
    [['x-STAMP-webauthn', 'b'], { webauthnStamp: 'b' }],
    [['X-Session', 'c'], { session: 'c' }],
    [['X-Stamp', 'a', 'X-Session', 'c'], { stamp: 'a', session: 'c' }],
    [['X-Stamp', ''], { stamp: '' }],
    [['Host', 'x', 'X-Stamp-Attested', 'd'], {}],
    [[], {}],
  ])('of %j gives %j', (rawHeaders, stamps) => {
    expect(readStamps(rawHeaders)).toEqual(stamps)
  })

  it.each([
    [['X-Stamp', 'a', 'X-Stamp-Webauthn', 'b']],
    [['X-Stamp-WebAuthn', 'b', 'x-stamp', 'a']],
    [['X-Stamp', 'a', 'X-Stamp', 'a']],
    [['X-Stamp', '', 'x-stamp', 'a']],
    [['X-Stamp-Webauthn', 'b', 'X-STAMP-WEBAUTHN', 'c']],
    [['X-Session', 'c', 'X-Session', 'c']],
  ])('refuses %j', async (rawHeaders) => {
    expect(await refusalCodeOf(() => readStamps(rawHeaders))).toBe('STAMP_AMBIGUOUS')
  })
})

describe('findClientVersion', () => {
  it('gives the first one', () => {
    expect(findClientVersion(['Host', 'x', 'x-client-version', '@a/b@1', 'X-Client-Version', '@c/d@2'])).toBe('@a/b@1')
  })

  it('gives nothing when there is none', () => {
    expect(findClientVersion(['Host', 'x'])).toBeUndefined()
  })
})

describe('findUserAgent', () => {
  it.each([
    [['user-agent', 'Mozilla/5.0 (X11)'], 'Mozilla/5.0 (X11)'],
    [['User-Agent', 'a', 'User-Agent', 'b'], 'a'],
    [['User-Agent', 'a\u0000\u001b[31m\u007f\u0085b'], 'a[31mb'],
    [['User-Agent', 'é'.repeat(300)], 'é'.repeat(256)],
    [['User-Agent', `${'\u0001'.repeat(300)}x`], 'x'],
    [['User-Agent', ''], undefined],
    [['User-Agent', '\u0007'], undefined],
    [['X-User-Agent', 'a'], undefined],
    [[], undefined],
  ])('of %j gives %j', (rawHeaders, userAgent) => {
    expect(findUserAgent(rawHeaders)).toBe(userAgent)
  })
})
