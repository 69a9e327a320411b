/** Settings from the environment: defaults, and what is refused. */
import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/read-config.ts'

describe('readConfig', () => {
  it('is for one developer by default', () => {
    const expected = { host: '127.0.0.1', port: 4481, origins: ['http://localhost:*'] }
    expect(readConfig({})).toEqual(expected)
    expect(
      readConfig({ LATCHKEY_HOST: '', LATCHKEY_IFRAME_PORT: '', LATCHKEY_ORIGINS: '', LATCHKEY_MODE: '' }),
    ).toEqual(expected)
  })

  it('allows only what is listed in production', () => {
    const environment = {
      LATCHKEY_MODE: 'production',
      LATCHKEY_HOST: '0.0.0.0',
      LATCHKEY_IFRAME_PORT: '8080',
      LATCHKEY_ORIGINS: 'https://app.example, https://admin.example:8443',
    }
    expect(readConfig(environment)).toEqual({
      host: '0.0.0.0',
      port: 8080,
      origins: ['https://app.example', 'https://admin.example:8443'],
    })
  })

  it.each([
    { LATCHKEY_IFRAME_PORT: '65536' },
    { LATCHKEY_IFRAME_PORT: '-1' },
    { LATCHKEY_IFRAME_PORT: '80.5' },
    { LATCHKEY_IFRAME_PORT: '0x50' },
    { LATCHKEY_IFRAME_PORT: 'http' },
    { LATCHKEY_MODE: 'prod' },
    { LATCHKEY_ORIGINS: '*' },
    { LATCHKEY_ORIGINS: 'app.example' },
    { LATCHKEY_HOST: '0.0.0.0' },
  ])('refuses %o', (environment) => {
    expect(() => readConfig(environment)).toThrow(TypeError)
  })
})
