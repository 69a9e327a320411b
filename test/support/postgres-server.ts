/** A PostgreSQL server for tests: a cluster of its own in a temporary folder, on a Unix socket, gone with whoever started it. */
import { type ChildProcessByStdio, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { Client } from 'pg'
import { findPostgres } from '../../scripts/testing/find-postgres.ts'

/** User that runs the server's programs; left out for our own. */
interface Identity {
  uid?: number
  gid?: number
}

type ServerProcess = ChildProcessByStdio<Writable, null, Readable>

const stopSignals = { fast: 'INT', immediate: 'QUIT' } as const

/** Without `fsync` a test database is several times faster. What a crash does can be tested all the same, what a power loss does cannot. */
const testSettings = ['fsync=off', 'full_page_writes=off', 'max_connections=200']
const auth = ['--auth-local=trust', '--auth-host=scram-sha-256']
const initOptions = ['-U', 'latchkey', ...auth, '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']

/** Starts the server and waits for a signal to pass on. When whoever should send one has gone, its input ends, and the server with it. */
const supervisor = '"$@" & server=$!; read -r signal || signal=QUIT; kill -"$signal" "$server"; wait "$server"'

/** Server with a cluster of its own; leaving its scope ends and removes it. */
export class PostgresServer implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'latchkey-pg-'))
  readonly #identity = findIdentity()
  readonly #settings: string[]
  #port = 5432
  #process: ServerProcess | undefined
  #databases = 0

  /** @param settings settings beside those of tests, such as `fsync=on` */
  constructor(settings: readonly string[] = []) {
    this.#settings = [...testSettings, ...settings]
    const { uid, gid } = this.#identity
    if (uid !== undefined && gid !== undefined) chownSync(this.#folder, uid, gid)
    const initdb = join(findPrograms(), 'initdb')
    const options = { ...this.#identity, cwd: this.#folder, stdio: 'pipe' } as const
    execFileSync(initdb, ['-D', join(this.#folder, 'data'), ...initOptions], options)
  }

  /**
   * Address of a database, for the superuser.
   * @param database its name
   */
  urlOf(database: string): string {
    return `postgres://latchkey@localhost:${this.#port}/${database}?host=${encodeURIComponent(this.#folder)}`
  }

  /**
   * Sets the server up, before it starts, to listen on the loopback interface too, where it asks for passwords and has a certificate
   * for `localhost`.
   * @param port free port
   * @returns path of the certificate, which it has signed itself
   */
  encrypt(port: number): string {
    const [certificate, key] = ['server.crt', 'server.key'].map((name) => join(this.#folder, name))
    const forLocalhost = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...forLocalhost]
    const options = { ...this.#identity, cwd: this.#folder, stdio: 'pipe' } as const
    execFileSync('openssl', [...args, '-keyout', String(key), '-out', String(certificate)], options)
    const files = [`ssl_cert_file=${certificate}`, `ssl_key_file=${key}`]
    this.#port = port
    this.#settings.push('listen_addresses=127.0.0.1', `port=${port}`, 'ssl=on', ...files)
    return String(certificate)
  }

  /** Starts the server; resolves when it takes connections. */
  async start(): Promise<void> {
    const server = [join(findPrograms(), 'postgres'), '-D', join(this.#folder, 'data'), '-k', this.#folder]
    const flags = ['listen_addresses=', ...this.#settings].flatMap((setting) => ['-c', setting])
    const args = ['-c', supervisor, 'sh', ...server, ...flags]
    const started = spawn('sh', args, { ...this.#identity, cwd: this.#folder, stdio: ['pipe', 'ignore', 'pipe'] })
    this.#process = started
    await waitUntilReady(started)
  }

  /**
   * Ends the server.
   * @param mode `fast` rolls back what is under way; `immediate` is as bad as a crash
   */
  async stop(mode: keyof typeof stopSignals): Promise<void> {
    const stopping = this.#process
    if (stopping === undefined) return
    this.#process = undefined
    const ended = once(stopping, 'exit')
    stopping.stdin.end(`${stopSignals[mode]}\n`)
    await ended
  }

  /**
   * Makes a database.
   * @param template database to copy, to which nobody is connected
   * @returns its name
   */
  async makeDatabase(template = 'template1'): Promise<string> {
    this.#databases += 1
    const name = `test_${this.#databases}`
    await this.run(`create database ${name} template ${template}`)
    return name
  }

  /**
   * Runs a statement as superuser.
   * @param sql one statement
   * @param database where
   * @returns its rows
   */
  async run(sql: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
    const client = new Client({ host: this.#folder, port: this.#port, user: 'latchkey', database })
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('immediate')
    rmSync(this.#folder, { recursive: true })
  }
}

/**
 * Starts a server.
 * @param settings settings beside those of tests, such as `fsync=on`
 */
export async function startPostgresServer(settings: readonly string[] = []): Promise<PostgresServer> {
  const server = new PostgresServer(settings)
  await server.start()
  return server
}

function findPrograms(): string {
  const folder = findPostgres()
  if (folder === undefined) throw new Error('There is no PostgreSQL server: npm test installs one, or says how to.')
  return folder
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package makes, or as nobody. */
function findIdentity(): Identity {
  if (process.getuid?.() !== 0) return {}
  const user = ['postgres', 'nobody'].find((name) => spawnSync('id', [name]).status === 0)
  if (user === undefined) throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody.')
  return { uid: idOf('-u', user), gid: idOf('-g', user) }
}

function idOf(kind: '-u' | '-g', user: string): number {
  return Number(execFileSync('id', [kind, user], { encoding: 'utf8' }))
}

async function waitUntilReady({ stderr }: ServerProcess): Promise<void> {
  const lines: string[] = []
  for await (const line of createInterface(stderr)) {
    lines.push(line)
    if (!line.includes('ready to accept connections')) continue
    // A pipe that nobody empties would in the end stop the server.
    stderr.resume()
    return
  }
  throw new Error(`PostgreSQL did not start:\n${lines.join('\n')}`)
}
