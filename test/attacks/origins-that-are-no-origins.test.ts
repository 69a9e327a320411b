/** The list of pages is a list of exact origins: patterns, paths and opaque origins keep the server from starting. */
import { readConfig, StartFailure } from '@latchkey/api-server'
import { isAllowedOrigin, readOrigins } from '@latchkey/contract/origins'
import { expect, it } from 'vitest'

it.each([
  '*',
  'https://*',
  'https://*.app.example',
  'app.example',
  '//app.example',
  'https://app.example/',
  'https://app.example/login',
  'https://app.example?x',
  'https://user@app.example',
  'https://app.example:443',
  'http://app.example:80',
  'HTTPS://app.example',
  'https://APP.example',
  'https://app.example.',
  'https://äpp.example',
  'null',
  "'self'",
  'javascript:alert(1)',
  'file:///etc/passwd',
  'data:text/html,x',
  'https://app.example;script-src',
  '',
])('production refuses %j', (origin) => {
  expect(() => readConfig({ LATCHKEY_MODE: 'production', LATCHKEY_ORIGINS: origin })).toThrow(StartFailure)
})

it('an origin is compared whole', () => {
  const list = readOrigins('https://app.example')
  const others = [
    'https://app.example.evil.example',
    'https://evil-app.example',
    'https://x.app.example',
    'https://app.exampl',
  ]
  expect(isAllowedOrigin('https://app.example', list)).toBe(true)
  for (const origin of others) expect(isAllowedOrigin(origin, list), origin).toBe(false)
})
