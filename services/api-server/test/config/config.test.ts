/** Settings from the environment: defaults, and every value that is not acceptable. */
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type Environment, readConfig } from '../../src/config.ts'
import { StartFailure } from '../../src/start-failure.ts'
import { readDatabaseUrl } from '../../src/store/postgres/database-url.ts'

function catchError(work: () => unknown): Error {
  try {
    work()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was thrown')
}

const postgres = { LATCHKEY_DATABASE_URL: 'postgres://lat:key@localhost/latchkey' }
const production = { LATCHKEY_MODE: 'production', LATCHKEY_ORIGINS: 'https://app.example' }

describe('readConfig', () => {
  const defaults = {
    mode: 'development',
    host: '127.0.0.1',
    apiPort: 4480,
    operator: undefined,
    drainSeconds: 20,
    dataDir: '.latchkey/data',
    database: undefined,
    workers: 1,
    origins: ['http://localhost:*'],
    maxSessionSeconds: 2_592_000,
    sessionRenewalSeconds: 43_200,
    sessionPowers: 'step-up',
    traffic: {
      trustedProxies: [],
      rates: { perAddress: 500, perKey: 200, perOrganization: 1000, badSignatures: 5 },
      maxConnections: 10_000,
      maxConnectionsPerAddress: 1000,
      requestSeconds: 30,
      keepAliveSeconds: 5,
    },
    logLevel: 'info',
  }

  it('has defaults for everything in development', () => {
    expect(readConfig({})).toEqual(defaults)
  })

  it('takes an empty variable for an absent one', () => {
    const empty = Object.fromEntries(
      [
        ...['MODE', 'HOST', 'API_PORT', 'DATA_DIR', 'ORIGINS', 'LOG_LEVEL', 'WORKERS'],
        ...['DATABASE_URL', 'DATABASE_POOL', 'DATABASE_DURABILITY'],
        ...['OPERATOR_PORT', 'OPERATOR_HOST', 'DRAIN_SECONDS'],
        ...['MAX_SESSION_SECONDS', 'SESSION_RENEWAL_SECONDS', 'SESSION_POWERS'],
        ...['RATE_PER_ADDRESS', 'RATE_PER_KEY', 'RATE_PER_ORGANIZATION', 'RATE_OF_BAD_SIGNATURES'],
        ...['TRUSTED_PROXIES', 'MAX_CONNECTIONS', 'MAX_CONNECTIONS_PER_ADDRESS'],
        ...['REQUEST_SECONDS', 'KEEP_ALIVE_SECONDS'],
      ].map((name) => [`LATCHKEY_${name}`, '']),
    )
    expect(readConfig(empty)).toEqual(defaults)
  })

  it('takes several processes over PostgreSQL', () => {
    expect(readConfig({ ...postgres, LATCHKEY_WORKERS: '4' }).workers).toBe(4)
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
      LATCHKEY_DATABASE_URL: 'postgres://lat:key@db.example/latchkey',
      LATCHKEY_DATABASE_POOL: '20',
      LATCHKEY_DATABASE_DURABILITY: 'unsafe',
      LATCHKEY_WORKERS: '1',
      LATCHKEY_ORIGINS: 'https://app.example, https://admin.example:8443',
      LATCHKEY_MAX_SESSION_SECONDS: '900',
      LATCHKEY_SESSION_RENEWAL_SECONDS: '0',
      LATCHKEY_SESSION_POWERS: 'full',
      LATCHKEY_TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7 2001:db8::/32',
      LATCHKEY_RATE_PER_ADDRESS: '0',
      LATCHKEY_RATE_PER_KEY: '1',
      LATCHKEY_RATE_PER_ORGANIZATION: '2',
      LATCHKEY_RATE_OF_BAD_SIGNATURES: '3',
      LATCHKEY_MAX_CONNECTIONS: '4',
      LATCHKEY_MAX_CONNECTIONS_PER_ADDRESS: '0',
      LATCHKEY_REQUEST_SECONDS: '6',
      LATCHKEY_KEEP_ALIVE_SECONDS: '75',
      LATCHKEY_LOG_LEVEL: 'warn',
    }
    expect(readConfig(environment)).toEqual({
      mode: 'production',
      host: '0.0.0.0',
      apiPort: 8080,
      operator: { host: '10.0.0.1', port: 8089 },
      drainSeconds: 5,
      dataDir: '/var/lib/latchkey',
      database: {
        address: { ...readDatabaseUrl('postgres://lat@db.example/latchkey'), password: expect.any(Function) },
        poolSize: 20,
        durability: 'unsafe',
      },
      workers: 1,
      origins: ['https://app.example', 'https://admin.example:8443'],
      maxSessionSeconds: 900,
      sessionRenewalSeconds: 0,
      sessionPowers: 'full',
      traffic: {
        trustedProxies: ['10.0.0.0/8', '192.0.2.7', '2001:db8::/32'],
        rates: { perAddress: 0, perKey: 1, perOrganization: 2, badSignatures: 3 },
        maxConnections: 4,
        maxConnectionsPerAddress: 0,
        requestSeconds: 6,
        keepAliveSeconds: 75,
      },
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
    ['LATCHKEY_TRUSTED_PROXIES', 'true'],
    ['LATCHKEY_TRUSTED_PROXIES', '*'],
    ['LATCHKEY_TRUSTED_PROXIES', 'proxy.example'],
    ['LATCHKEY_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['LATCHKEY_TRUSTED_PROXIES', '10.0.0.0/'],
    ['LATCHKEY_TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['LATCHKEY_TRUSTED_PROXIES', '10.0.0'],
    ['LATCHKEY_TRUSTED_PROXIES', '2001:db8::/129'],
    ['LATCHKEY_TRUSTED_PROXIES', '::ffff:10.0.0.1'],
    ['LATCHKEY_RATE_PER_ADDRESS', '-1'],
    ['LATCHKEY_RATE_PER_KEY', '0.5'],
    ['LATCHKEY_RATE_PER_ORGANIZATION', '1000001'],
    ['LATCHKEY_RATE_OF_BAD_SIGNATURES', 'off'],
    ['LATCHKEY_MAX_CONNECTIONS', 'many'],
    ['LATCHKEY_MAX_CONNECTIONS_PER_ADDRESS', '-5'],
    ['LATCHKEY_REQUEST_SECONDS', '0'],
    ['LATCHKEY_KEEP_ALIVE_SECONDS', '0'],
    ['LATCHKEY_LOG_LEVEL', 'loud'],
    ['LATCHKEY_DATABASE_POOL', '1'],
    ['LATCHKEY_DATABASE_DURABILITY', 'fast'],
    ['LATCHKEY_WORKERS', '0'],
    ['LATCHKEY_WORKERS', '65', postgres],
    ['LATCHKEY_WORKERS', '2'],
    ['LATCHKEY_WORKERS', '2', { ...postgres, LATCHKEY_OPERATOR_PORT: '4489' }],
  ])('refuses %s=%s in one line that names variable and value', (name, value, others = {}) => {
    const read = () => readConfig({ ...others, [name]: value })
    expect(read).toThrow(StartFailure)
    expect(read).toThrow(new RegExp(`^${name} is ${JSON.stringify(value).replace(/[.*]/g, '\\$&')}: it must be .+\\.$`))
  })

  it.each([
    ['mysql://lat:secret@db.example/latchkey', 'it must be an address such as'],
    ['postgres://lat:secret@db.example', 'it must name a user, a host and a database'],
    ['postgres://lat:se%cret@db.example/latchkey', 'a % in it must be written as %25'],
    ['postgres://lat:secret@db.example/latchkey?sslmode=prefer', 'its sslmode must be one of'],
    ['postgres://lat:secret@db.example/latchkey?ssl=secret', 'its parameter ssl is not known'],
  ])('refuses a database in one line without what may be secret: %s', (LATCHKEY_DATABASE_URL, reason) => {
    const refused = catchError(() => readConfig({ LATCHKEY_DATABASE_URL }))
    expect(refused).toBeInstanceOf(StartFailure)
    expect(refused.message).toMatch(/^LATCHKEY_DATABASE_URL cannot be used: .+\.$/)
    expect(refused.message).toContain(reason)
    expect(refused.message).not.toMatch(/secret|cret@/)
  })

  it('keeps the password of a database out of whatever is printed', () => {
    const config = readConfig({ LATCHKEY_DATABASE_URL: 'postgres://lat:xyzzy@localhost/latchkey' })
    expect(config.database?.address.password?.()).toBe('xyzzy')
    expect(inspect(config, { depth: null, showHidden: true }) + JSON.stringify(config)).not.toContain('xyzzy')
  })

  it('requires origins in production', () => {
    expect(() => readConfig({ LATCHKEY_MODE: 'production' })).toThrow(
      /^LATCHKEY_ORIGINS is not set: it must be at least one exact origin/,
    )
  })
})
