/** Several server processes on one database: whatever one of them has answered holds at the others, from that moment on. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addKey, type KeyHolder, logIn, makeChild, read, rootActor, write } from '../support/actors.ts'
import { makeTestClient, memberAt, type TestAnswer, type TestClient } from '../support/api-server.ts'
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts'

const main = join(import.meta.dirname, '../../services/api-server/src/main.ts')

let postgres: PostgresServer
let folder: string
let url: string
const children: ChildProcess[] = []
beforeAll(async () => {
  postgres = await startPostgresServer()
})
afterAll(() => postgres[Symbol.asyncDispose]())

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-processes-'))
  url = postgres.urlOf(await postgres.makeDatabase())
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

interface Entry {
  msg: string
  pid: number
  url: string
}

/** Process of a server, and the entries of its log. */
interface Running {
  child: ChildProcess
  /** Answers the next entry with this message. */
  next(message: string): Promise<Entry>
  /** What it has written to standard error so far. */
  complaints(): string
}

function start(dataDir: string, environment: Record<string, string> = {}): Running {
  const settings = { LATCHKEY_DATABASE_URL: url, LATCHKEY_DATABASE_DURABILITY: 'unsafe', LATCHKEY_API_PORT: '0' }
  const env = { ...process.env, ...settings, LATCHKEY_DATA_DIR: join(folder, dataDir), ...environment }
  const child = spawn(process.execPath, ['--conditions=latchkey-source', main], { env })
  children.push(child)
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const complaints = collect(child.stderr)
  return { child, complaints, next: (message) => findEntry(lines, message) }
}

function collect(stream: Readable): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  return () => text
}

async function findEntry(lines: AsyncIterator<string>, message: string): Promise<Entry> {
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const entry = JSON.parse(next.value)
    if (entry.msg === message) return entry
  }
  throw new Error(`it ended without the entry ${message}`)
}

async function connect(running: Running): Promise<TestClient> {
  const ready = await running.next('ready')
  return makeTestClient(ready.url, JSON.parse(readFileSync(join(folder, 'data', 'local-operator.json'), 'utf8')))
}

/** Two servers that share a data directory, started at the same moment. */
async function startTwo(): Promise<[TestClient, TestClient]> {
  const [one, other] = [start('data'), start('data')]
  return [await connect(one), await connect(other)]
}

const idOf = ({ body }: TestAnswer): unknown => memberAt(body, 'activity.id')

describe('two servers on one database', () => {
  it('make one first organization and one set of secrets, and one activity of the same bytes', async () => {
    const [one, other] = await startTwo()
    const root = await rootActor(one)
    const organizations = await postgres.run('select 1 from organizations', new URL(url).pathname.slice(1))
    expect(organizations).toHaveLength(1)
    for (let round = 0; round < 5; round += 1) {
      const members = {
        type: 'ACTIVITY_TYPE_UPDATE_USER_NAME',
        timestampMs: String(Date.now() + round),
        organizationId: root.organizationId,
        parameters: { userId: root.userId, userName: `Round ${round}` },
      }
      const body = JSON.stringify(members)
      const stamp = await root.stamp(body)
      const sent = Array.from({ length: 32 }, (_, n) =>
        (n % 2 ? one : other).post('/public/v1/submit/update_user_name', body, stamp),
      )
      const answers = await Promise.all(sent)
      expect(answers.map(({ status }) => status)).toEqual(sent.map(() => 200))
      expect(new Set(answers.map(idOf)).size).toBe(1)
    }
  })

  it('end a session everywhere at once, and keep a user to ten session keys', async () => {
    const [one, other] = await startTwo()
    const child = await makeChild(one)
    const keys: KeyHolder[] = []
    for (let n = 0; n < 12; n += 1) keys.push(await addKey(n % 2 ? one : other, child, 900))
    const statuses = await Promise.all(keys.map((key) => read(one, key, 'whoami').then(({ status }) => status)))
    expect(statuses).toEqual([401, 401, ...Array.from({ length: 10 }, () => 200)])
    for (const [n, key] of keys.slice(2).entries()) {
      const [from, to] = n % 2 ? [one, other] : [other, one]
      const { userId, apiKeyId } = key
      const ended = await write(from, key, 'delete_api_keys', { userId, apiKeyIds: [apiKeyId] })
      expect(ended.status).toBe(200)
      expect((await read(to, key, 'whoami')).status).toBe(401)
    }
  })

  it('take each other’s read-only sessions', async () => {
    const [one, other] = await startTwo()
    const session = await logIn(one, await makeChild(other))
    expect((await read(other, session, 'whoami')).status).toBe(200)
    expect((await write(other, session, 'delete_read_only_sessions', {})).status).toBe(200)
    expect((await read(one, session, 'whoami')).status).toBe(401)
  })

  it('have the same secrets, or the second does not start', async () => {
    await connect(start('data'))
    const stranger = start('other-data')
    expect(await once(stranger.child, 'close')).toEqual([1, null])
    expect(stranger.complaints()).toMatch(
      /^cannot use the database .*: it belongs to servers with other secrets; .*\n$/,
    )
    for (const file of ['session-secret', 'session-jwt-key']) {
      copyFileSync(join(folder, 'data', file), join(folder, 'other-data', file))
    }
    expect(await start('other-data').next('ready')).toMatchObject({ msg: 'ready' })
  })
})

describe('workers', () => {
  it('share a port, are replaced when they die, and end with a signal', async () => {
    const running = start('data', { LATCHKEY_WORKERS: '2' })
    const [first, second] = [await running.next('ready'), await running.next('ready')]
    expect(second).toMatchObject({ url: first.url })
    expect(new Set([first.pid, second.pid, running.child.pid]).size).toBe(3)
    process.kill(first.pid, 'SIGKILL')
    const third = await running.next('ready')
    expect(third).toMatchObject({ url: first.url })
    expect((await fetch(`${first.url}/health`)).status).toBe(200)
    running.child.kill('SIGTERM')
    expect(await once(running.child, 'exit')).toEqual([0, null])
    expect(running.complaints()).toBe('')
  })

  it('say once why they do not start', async () => {
    const running = start('data', { LATCHKEY_WORKERS: '4', LATCHKEY_DATABASE_URL: `${url}x` })
    expect(await once(running.child, 'close')).toEqual([1, null])
    expect(running.complaints()).toMatch(/^cannot use the database [^\n]*\n$/)
  })
})
