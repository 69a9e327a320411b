/** Addresses of databases: how they are read, and what each `sslmode` accepts of a real server. */
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFreePort } from '../../../../../test/support/free-port.ts'
import { PostgresServer } from '../../../../../test/support/postgres-server.ts'
import { toClientConfig } from '../../../src/store/postgres/connections.ts'
import { readDatabaseUrl } from '../../../src/store/postgres/database-url.ts'

describe('an address', () => {
  it('is read with everything in it decoded', () => {
    const address = readDatabaseUrl('postgresql://lat%20chkey:p%40ss%2Fword@db.example:6432/data%2Dbase')
    expect(address).toMatchObject({ host: 'db.example', port: 6432, user: 'lat chkey', database: 'data-base', tls: {} })
    expect(address.password?.()).toBe('p@ss/word')
    expect(address.display).toBe('postgres://lat chkey@db.example:6432/data-base')
  })

  it.each([
    ['postgres://a@[::1]/b', '::1'],
    ['postgres://a@%2Fvar%2Frun%2Fpostgresql/b', '/var/run/postgresql'],
    ['postgres://a@localhost/b?host=/var/run/postgresql', '/var/run/postgresql'],
  ])('may name a host in other ways: %s', (text, host) => {
    expect(readDatabaseUrl(text)).toMatchObject({ host, port: 5432, password: undefined, tls: false })
  })

  it.each([
    ['', 'it must be an address such as'],
    ['latchkey', 'it must be an address such as'],
    ['http://a@localhost/b', 'it must be an address such as'],
    ['postgres://localhost/b', 'it must name a user, a host and a database'],
    ['postgres://a@/b', 'it must be an address such as'],
    ['postgres://a@localhost/', 'it must name a user, a host and a database'],
    ['postgres://a@localhost/b?sslmode=allow', 'its sslmode must be one of disable, require, verify-ca, verify-full'],
    ['postgres://a@localhost/b?options=-c%20fsync%3Doff', 'its parameter options is not known'],
    ['postgres://a@localhost/b?sslmode=verify-ca', 'sslmode=verify-ca needs sslrootcert'],
    ['postgres://a@localhost/b?sslmode=verify-full&sslrootcert=/none', 'its sslrootcert cannot be read'],
  ])('is refused when it cannot be meant: %j', (text, reason) => {
    expect(() => readDatabaseUrl(text)).toThrow(TypeError)
    expect(() => readDatabaseUrl(text)).toThrow(reason)
  })
})

describe('a connection', () => {
  let server: PostgresServer
  let port: number
  let certificate: string
  beforeAll(async () => {
    server = new PostgresServer()
    port = await findFreePort()
    certificate = server.encrypt(port)
    await server.start()
    await server.run(`alter role latchkey password 'p@ss/word'`)
  })
  afterAll(() => server[Symbol.asyncDispose]())

  /** Connects; answers whether the connection is encrypted, or why there is none. */
  async function connect(host: string, search: string, password = 'p%40ss%2Fword'): Promise<unknown> {
    const address = readDatabaseUrl(`postgres://latchkey:${password}@${host}:${port}/postgres${search}`)
    const client = new Client(toClientConfig(address))
    try {
      await client.connect()
      return (await client.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()')).rows[0].ssl
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error
    } finally {
      await client.end()
    }
  }

  const rootCertificate = (): string => `&sslrootcert=${certificate}`

  it('is refused with another password', async () => {
    expect(await connect('localhost', '', 'other')).toBe('28P01')
  })

  it('is not encrypted to this machine unless asked for', async () => {
    expect(await connect('localhost', '')).toBe(false)
    expect(await connect('localhost', '?sslmode=disable')).toBe(false)
  })

  it('with sslmode=require is encrypted, whoever answers', async () => {
    expect(await connect('127.0.0.1', '?sslmode=require')).toBe(true)
  })

  it('with sslmode=verify-ca takes what the authority has signed, by any name', async () => {
    expect(await connect('127.0.0.1', `?sslmode=verify-ca${rootCertificate()}`)).toBe(true)
  })

  it('with sslmode=verify-full takes only a known authority and the right name', async () => {
    expect(await connect('localhost', `?sslmode=verify-full${rootCertificate()}`)).toBe(true)
    expect(await connect('localhost', '?sslmode=verify-full')).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect(await connect('127.0.0.1', `?sslmode=verify-full${rootCertificate()}`)).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  })
})
