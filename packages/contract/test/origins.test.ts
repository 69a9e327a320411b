import { anyLocalhost, isAllowedOrigin, readOrigins } from '@latchkey/contract/origins'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

describe('readOrigins', () => {
  it.each([
    ['', []],
    ['  ', []],
    ['https://app.example', ['https://app.example']],
    ['https://app.example https://admin.example:8443', ['https://app.example', 'https://admin.example:8443']],
    [
      'https://a.example,https://b.example, http://localhost:*\n',
      ['https://a.example', 'https://b.example', anyLocalhost],
    ],
    ['http://127.0.0.1:3000', ['http://127.0.0.1:3000']],
    ['https://xn--bcher-kva.example', ['https://xn--bcher-kva.example']],
  ])('reads %j', (text, expected) => {
    expect(readOrigins(text)).toEqual(expected)
  })

  it.each([
    ['a trailing slash', 'https://app.example/'],
    ['a path', 'https://app.example/login'],
    ['a query', 'https://app.example?x'],
    ['a fragment', 'https://app.example#x'],
    ['no scheme', 'app.example'],
    ['no scheme but a port', 'localhost:4482'],
    ['another scheme', 'file:///etc'],
    ['an extension’s scheme', 'chrome-extension://abcdef'],
    ['the opaque origin', 'null'],
    ['a lone star', '*'],
    ['a star as port of another host', 'http://app.example:*'],
    ['a star as port over https', 'https://localhost:*'],
    ['capitals', 'https://App.Example'],
    ['a capital scheme', 'HTTPS://app.example'],
    ['the default port', 'https://app.example:443'],
    ['a port out of range', 'https://app.example:65536'],
    ['a user', 'https://me@app.example'],
    ['letters beyond ASCII', 'https://bücher.example'],
    ['an abbreviated address', 'http://127.1'],
    ['quotation marks', '"https://app.example"'],
    ['an IPv6 address, which a Content-Security-Policy cannot name', 'http://[::1]:3000'],
    ['a quote', "https://o'brien.example"],
    ['a semicolon', 'https://a;b.example'],
    ['a wildcard host', 'https://*.example'],
  ])('refuses %s and names the entry', (_name, entry) => {
    expect(() => readOrigins(`https://ok.example ${entry}`)).toThrow(TypeError)
    expect(() => readOrigins(`https://ok.example ${entry}`)).toThrow(`"${entry}" is not an exact origin`)
  })

  it('allows exactly the origins it was given', () => {
    const origin = fc.domain().map((domain) => `https://${domain}`)
    fc.assert(
      fc.property(fc.array(origin, { maxLength: 5 }), origin, (listed, other) => {
        const allowed = readOrigins(listed.join(' '))
        expect(allowed).toEqual(listed)
        for (const entry of listed) expect(isAllowedOrigin(entry, allowed)).toBe(true)
        expect(isAllowedOrigin(other, allowed)).toBe(listed.includes(other))
      }),
    )
  })
})

const allowed = readOrigins('https://app.example https://admin.example:8443')

describe('isAllowedOrigin', () => {
  it.each(['https://app.example', 'https://admin.example:8443'])('allows %s', (origin) => {
    expect(isAllowedOrigin(origin, allowed)).toBe(true)
  })

  it.each([
    ['a longer name that ends alike', 'https://evilapp.example'],
    ['a subdomain', 'https://evil.app.example'],
    ['a longer name that begins alike', 'https://app.example.evil.example'],
    ['the name as a user', 'https://app.example@evil.example'],
    ['the parent domain', 'https://example'],
    ['the other scheme', 'http://app.example'],
    ['a port', 'https://app.example:8443'],
    ['the default port written out', 'https://app.example:443'],
    ['no port where one belongs', 'https://admin.example'],
    ['another port', 'https://admin.example:8444'],
    ['a longer port', 'https://admin.example:84430'],
    ['a trailing slash', 'https://app.example/'],
    ['a trailing dot', 'https://app.example.'],
    ['a path', 'https://app.example/x'],
    ['capitals', 'https://APP.example'],
    ['the opaque origin', 'null'],
    ['nothing', ''],
    ['white space', ' https://app.example'],
    ['a line break', 'https://app.example\n'],
    ['a look-alike letter', 'https://аpp.example'],
    ['the look-alike in its ASCII form', 'https://xn--pp-7kc.example'],
    ['two origins at once', 'https://app.example https://admin.example:8443'],
    ['a localhost nobody allowed', 'http://localhost:4482'],
  ])('refuses %s', (_name, origin) => {
    expect(isAllowedOrigin(origin, allowed)).toBe(false)
  })

  it('refuses everything when nothing is allowed', () => {
    expect(isAllowedOrigin('https://app.example', [])).toBe(false)
    expect(isAllowedOrigin('', [])).toBe(false)
  })
})

describe('every port of localhost', () => {
  const local = readOrigins(anyLocalhost)

  it.each(['http://localhost', 'http://localhost:1', 'http://localhost:4482', 'http://localhost:65535'])(
    'allows %s',
    (origin) => {
      expect(isAllowedOrigin(origin, local)).toBe(true)
    },
  )

  it.each([
    'https://localhost:4482',
    'http://localhost.evil.example',
    'http://localhost.evil.example:4482',
    'http://localhost:4482.evil.example',
    'http://localhost:4482@evil.example',
    'http://evil.example/http://localhost:4482',
    'http://evil-localhost:4482',
    'http://app.localhost:4482',
    'http://localhost:',
    'http://localhost:4482/',
    'http://localhost:4482\n',
    'http://localhost:4482?x',
    'http://localhost:+80',
    'http://localhost:0x50',
    'http://localhost:123456',
    'HTTP://LOCALHOST:4482',
    'http://127.0.0.1:4482',
    'http://[::1]:4482',
    'http://localhost\u0000:4482',
    'null',
  ])('refuses %j', (origin) => {
    expect(isAllowedOrigin(origin, local)).toBe(false)
  })
})
