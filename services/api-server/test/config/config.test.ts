/** Settings from the environment: defaults, and every value that is not acceptable. */
import { describe, expect, it } from 'vitest'
import { type Environment, readConfig } from '../../src/config.ts'
import { StartFailure } from '../../src/start-failure.ts'

const production = { LATCHKEY_MODE: 'production', LATCHKEY_ORIGINS: 'https://app.example' }

describe('readConfig', () => {
  const defaults = {
    mode: 'development',
    host: '127.0.0.1',
    apiPort: 4480,
    operator: undefined,
    drainSeconds: 20,
    dataDir: '.latchkey/data',
    origins: ['http://localhost:*'],
    maxSessionSeconds: 2_592_000,
    sessionRenewalSeconds: 43_200,
    sessionPowers: 'step-up',
    logLevel: 'info',
  }

  it('has defaults for everything in development', () => {
    expect(readConfig({})).toEqual(defaults)
  })

  it('takes an empty variable for an absent one', () => {
    const empty = Object.fromEntries(
      [
        ...['OPERATOR_PORT', 'OPERATOR_HOST', 'DRAIN_SECONDS'],
        ...['MODE', 'HOST', 'API_PORT', 'DATA_DIR', 'ORIGINS', 'LOG_LEVEL'],
        ...['MAX_SESSION_SECONDS', 'SESSION_RENEWAL_SECONDS', 'SESSION_POWERS'],
      ].map((name) => [`LATCHKEY_${name}`, '']),
    )
    expect(readConfig(empty)).toEqual(defaults)
  })

  it('reads every variable', () => {
    const environment = {
      LATCHKEY_MODE: 'production',
      LATCHKEY_HOST: '0.0.0.0',
      LATCHKEY_API_PORT: '8080',
      LATCHKEY_OPERATOR_PORT: '8089',
      LATCHKEY_OPERATOR_HOST: '10.0.0.1',
      LATCHKEY_DRAIN_SECONDS: '5',
      LATCHKEY_DATA_DIR: '/var/lib/latchkey',
      LATCHKEY_ORIGINS: 'https://app.example, https://admin.example:8443',
      LATCHKEY_MAX_SESSION_SECONDS: '900',
      LATCHKEY_SESSION_RENEWAL_SECONDS: '0',
      LATCHKEY_SESSION_POWERS: 'full',
      LATCHKEY_LOG_LEVEL: 'warn',
    }
    expect(readConfig(environment)).toEqual({
      mode: 'production',
      host: '0.0.0.0',
      apiPort: 8080,
      operator: { host: '10.0.0.1', port: 8089 },
      drainSeconds: 5,
      dataDir: '/var/lib/latchkey',
      origins: ['https://app.example', 'https://admin.example:8443'],
      maxSessionSeconds: 900,
      sessionRenewalSeconds: 0,
      sessionPowers: 'full',
      logLevel: 'warn',
    })
  })

  it('allows every localhost port in development besides the origins given, and only there', () => {
    expect(readConfig({ LATCHKEY_ORIGINS: 'https://app.example' }).origins).toEqual([
      'https://app.example',
      'http://localhost:*',
    ])
    expect(readConfig({ LATCHKEY_ORIGINS: 'http://localhost:*' }).origins).toEqual(['http://localhost:*'])
    expect(readConfig(production).origins).toEqual(['https://app.example'])
  })

  it.each(['127.0.0.1', 'localhost', '::1'])('binds to %s in development', (host) => {
    expect(readConfig({ LATCHKEY_HOST: host }).host).toBe(host)
  })

  it.each<[name: string, value: string, others?: Environment]>([
    ['LATCHKEY_MODE', 'test'],
    ['LATCHKEY_MODE', 'Production'],
    ['LATCHKEY_HOST', '0.0.0.0'],
    ['LATCHKEY_HOST', '127.0.0.1.evil.example'],
    ['LATCHKEY_API_PORT', '65536'],
    ['LATCHKEY_API_PORT', '-1'],
    ['LATCHKEY_API_PORT', '4480.5'],
    ['LATCHKEY_API_PORT', '0x1180'],
    ['LATCHKEY_API_PORT', '4480 '],
    ['LATCHKEY_API_PORT', 'http'],
    ['LATCHKEY_OPERATOR_PORT', '4480'],
    ['LATCHKEY_OPERATOR_PORT', 'x'],
    ['LATCHKEY_OPERATOR_HOST', '0.0.0.0'],
    ['LATCHKEY_DRAIN_SECONDS', '3601'],
    ['LATCHKEY_ORIGINS', '*'],
    ['LATCHKEY_ORIGINS', 'https://*.app.example'],
    ['LATCHKEY_ORIGINS', 'https://app.example/'],
    ['LATCHKEY_ORIGINS', 'app.example'],
    ['LATCHKEY_ORIGINS', 'null'],
    ['LATCHKEY_ORIGINS', '*', production],
    ['LATCHKEY_ORIGINS', 'http://localhost:*', production],
    ['LATCHKEY_MAX_SESSION_SECONDS', '0'],
    ['LATCHKEY_MAX_SESSION_SECONDS', '900s'],
    ['LATCHKEY_MAX_SESSION_SECONDS', 'NaN'],
    ['LATCHKEY_MAX_SESSION_SECONDS', '99999999999'],
    ['LATCHKEY_SESSION_POWERS', 'all'],
    ['LATCHKEY_LOG_LEVEL', 'loud'],
  ])('refuses %s=%s in one line that names variable and value', (name, value, others = {}) => {
    const read = () => readConfig({ ...others, [name]: value })
    expect(read).toThrow(StartFailure)
    expect(read).toThrow(new RegExp(`^${name} is ${JSON.stringify(value).replace(/[.*]/g, '\\$&')}: it must be .+\\.$`))
  })

  it('requires origins in production', () => {
    expect(() => readConfig({ LATCHKEY_MODE: 'production' })).toThrow(
      /^LATCHKEY_ORIGINS is not set: it must be at least one exact origin/,
    )
  })
})
