/** The address of a PostgreSQL database: `postgres://user:password@host:port/name?sslmode=…`, read by our own strict rules. */
import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'

/** Where a database is, and as whom to connect; printing it shows no password. */
export interface DatabaseAddress {
  /** Address without the password, for messages. */
  display: string
  /** Host name, IP address, or directory of a Unix socket. */
  host: string
  port: number
  user: string
  database: string
  /** Gives the password, undefined where the address has none. */
  password: (() => string) | undefined
  /** How the connection is encrypted; false for not at all. */
  tls: ConnectionOptions | false
}

const sslModes = ['disable', 'require', 'verify-ca', 'verify-full'] as const
const parameters: readonly string[] = ['sslmode', 'sslrootcert', 'host']
const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '::1']

/**
 * Reads an address. Without `sslmode`, a connection to another machine is encrypted and its certificate checked (`verify-full`); one to a
 * Unix socket or the loopback interface is not encrypted. A socket's directory is given as the parameter `host`, or percent-encoded in
 * the place of the host.
 * @param text address; everything in it may be percent-encoded
 * @throws TypeError that says what is wrong, without anything of the text that may be secret
 */
export function readDatabaseUrl(text: string): DatabaseAddress {
  const url = parse(text)
  for (const name of url.searchParams.keys()) {
    if (!parameters.includes(name))
      throw new TypeError(`its parameter ${name} is not known; there are ${parameters.join(', ')}`)
  }
  const host = url.searchParams.get('host') ?? decode(url.hostname).replace(/^\[(.*)\]$/, '$1')
  const [user, database] = [decode(url.username), decode(url.pathname.slice(1))]
  if (host === '' || user === '' || database === '') throw new TypeError('it must name a user, a host and a database')
  const port = url.port === '' ? 5432 : Number(url.port)
  const password = url.password === '' ? undefined : decode(url.password)
  return {
    display: `postgres://${user}@${host}:${port}/${database}`,
    host,
    port,
    user,
    database,
    password: password === undefined ? undefined : () => password,
    tls: readTls(url.searchParams, host),
  }
}

function parse(text: string): URL {
  const url = URL.parse(text)
  if (url === null || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new TypeError('it must be an address such as postgres://user:password@host:5432/latchkey')
  }
  return url
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new TypeError('a % in it must be written as %25')
  }
}

function readTls(search: URLSearchParams, host: string): ConnectionOptions | false {
  const isNear = host.startsWith('/') || loopbackHosts.includes(host)
  const asked = search.get('sslmode') ?? (isNear ? 'disable' : 'verify-full')
  const mode = sslModes.find((candidate) => candidate === asked)
  if (mode === undefined) throw new TypeError(`its sslmode must be one of ${sslModes.join(', ')}`)
  if (mode === 'disable') return false
  if (mode === 'require') return { rejectUnauthorized: false }
  const authority = readAuthority(search.get('sslrootcert'))
  if (mode === 'verify-full') return authority
  if (authority.ca === undefined) throw new TypeError('sslmode=verify-ca needs sslrootcert, the file of the authority')
  return { ...authority, checkServerIdentity: () => undefined }
}

function readAuthority(file: string | null): ConnectionOptions {
  if (file === null) return {}
  try {
    return { ca: readFileSync(file, 'utf8') }
  } catch (error) {
    throw new TypeError(`its sslrootcert cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
