/** `backup`, `restore` and `migrate`: what they print, what they refuse, and that a refusal changes nothing. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memberAt, startTestApiServer, type TestServer } from '../../../../test/support/api-server.ts'
import { readConfig } from '../../src/config.ts'
import { startApiServer } from '../../src/start-api-server.ts'
import { run } from '../cli/support.ts'

let folder: string
let server: TestServer
let session: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-backup-'))
  server = await startTestApiServer({ dataDir: at('data') })
  const opened = await server.submit('create_read_only_session', 'ACTIVITY_TYPE_CREATE_READ_ONLY_SESSION', {})
  session = String(memberAt(opened.body, 'activity.result.createReadOnlySessionResult.session'))
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const at = (...names: string[]): string => join(folder, ...names)
const latchkey = (dataDir: string, ...args: string[]) => run(args, { LATCHKEY_DATA_DIR: at(dataDir) })
const backUp = (...args: string[]) => latchkey('data', 'backup', '--to', at('copy.db'), ...args)
const restoreTo = (dataDir: string, ...args: string[]) => latchkey(dataDir, 'restore', '--from', at('copy.db'), ...args)

/** What a server that starts on a directory says to the read-only session opened before. */
async function askWithSession(dataDir: string): Promise<number> {
  const config = { ...readConfig({}), apiPort: 0, logLevel: 'silent', dataDir: at(dataDir) } as const
  const restored = await startApiServer(config)
  const body = JSON.stringify({ organizationId: server.organizationId })
  const headers = { 'X-Session': session }
  const { status } = await fetch(`${restored.url}/public/v1/query/whoami`, { method: 'POST', body, headers })
  await restored.close()
  return status
}

function change(file: string, sql: string): void {
  using database = new DatabaseSync(file)
  database.exec(sql)
}

describe('backup and restore', () => {
  it('copy a running server’s data, for the owner only, and a server starts on the copy', async () => {
    expect(await backUp('--with-secrets')).toEqual({
      code: 0,
      out: `${at('copy.db')}: 1 organizations, 1 log entries, verified\nsession-secret and session-jwt-key are beside it\n`,
      complaints: [],
    })
    const files = readdirSync(folder).filter((name) => name.startsWith('copy'))
    expect(files.toSorted()).toEqual(['copy.db', 'copy.db.session-jwt-key', 'copy.db.session-secret'])
    for (const file of files) expect(statSync(at(file)).mode & 0o777).toBe(0o600)
    expect(await restoreTo('other')).toEqual({
      code: 0,
      out: `${at('other')}: 1 organizations, 1 log entries, verified\n`,
      complaints: [],
    })
    expect(readdirSync(at('other')).toSorted()).toEqual([
      'latchkey.db',
      'latchkey.db.lock',
      'session-jwt-key',
      'session-secret',
    ])
    expect(statSync(at('other', 'latchkey.db')).mode & 0o777).toBe(0o600)
    expect(await askWithSession('other')).toBe(200)
  })

  it('leave the secrets out unless asked, say so, and then sessions of read-only tokens end', async () => {
    const { out } = await backUp()
    expect(out).toContain('session-secret and session-jwt-key are not in it: back them up apart\n')
    expect(readdirSync(folder).toSorted()).toEqual(['copy.db', 'data'])
    expect((await restoreTo('other')).out).toContain('no secrets lay beside the backup')
    expect(await askWithSession('other')).toBe(401)
  })

  it('work on the data of a stopped server', async () => {
    await server.close()
    expect(await backUp()).toMatchObject({ code: 0 })
    expect(await restoreTo('other')).toMatchObject({ code: 0 })
    server = await startTestApiServer()
  })

  it('replace with --force only, keep what was there, and nothing of its write-ahead log gets into the copy', async () => {
    await backUp('--with-secrets')
    await server.submit('update_organization_name', 'ACTIVITY_TYPE_UPDATE_ORGANIZATION_NAME', {
      organizationName: 'Later',
    })
    // A log that the killed server of this database would have left.
    for (const end of ['', '-wal'])
      writeFileSync(at(`latchkey.db${end}`), readFileSync(at('data', `latchkey.db${end}`)))
    await latchkey('other', 'restore', '--from', at('copy.db'))
    for (const end of ['', '-wal'])
      writeFileSync(at('other', `latchkey.db${end}`), readFileSync(at(`latchkey.db${end}`)))
    expect(await restoreTo('other')).toMatchObject({
      code: 1,
      complaints: [expect.stringMatching(/--force replaces it$/)],
    })
    expect(await restoreTo('other', '--force')).toMatchObject({ code: 0 })
    expect(await askWithSession('other')).toBe(200)
    const namesIn = (file: string): unknown[] => {
      using database = new DatabaseSync(at('other', file))
      return database.prepare('select organization_name as name from organizations').all()
    }
    expect(namesIn('latchkey.db')).toEqual([{ name: 'Local organization' }])
    expect(namesIn('latchkey.db.replaced')).toEqual([{ name: 'Later' }])
  })

  it('are refused under a running server, and without a source', async () => {
    await backUp()
    expect(await restoreTo('data', '--force')).toEqual({
      code: 1,
      out: '',
      complaints: [expect.stringMatching(/^nothing was restored: .*another process uses it; stop that one first$/)],
    })
    rmSync(at('copy.db'))
    expect(await restoreTo('other')).toMatchObject({ code: 1, complaints: [`there is no backup ${at('copy.db')}`] })
    expect(await latchkey('nowhere', 'backup', '--to', at('copy.db'))).toMatchObject({ code: 1 })
    expect(existsSync(at('copy.db'))).toBe(false)
  })

  it('never replace a file by a backup', async () => {
    writeFileSync(at('copy.db'), 'mine')
    expect(await backUp()).toMatchObject({ code: 1, complaints: [expect.stringContaining('exists')] })
    expect(readFileSync(at('copy.db'), 'utf8')).toBe('mine')
  })

  it('write no backup whose log is not whole', async () => {
    change(at('data', 'latchkey.db'), "update activities set result = replace(result, 'a', 'b')")
    expect(await backUp()).toMatchObject({
      code: 1,
      complaints: [expect.stringMatching(/^no backup was written: the log of organization .* is broken: entry 1/)],
    })
    expect(readdirSync(folder)).toEqual(['data'])
  })

  it.each([
    ['a changed row', (file: string) => change(file, "update activities set result = replace(result, 'a', 'b')")],
    ['a lost index entry', (file: string) => writeFileSync(file, readFileSync(file).fill(0xff, 8192, 16_384))],
    ['another kind of file', (file: string) => writeFileSync(file, 'no database')],
    [
      'a migration of a later version',
      (file: string) => change(file, "insert into kysely_migration values ('9999-later', '2030')"),
    ],
  ])('restore nothing from a backup with %s', async (_what, damage) => {
    await backUp()
    damage(at('copy.db'))
    await latchkey('other', 'migrate', 'up')
    const before = readFileSync(at('other', 'latchkey.db'))
    expect(await restoreTo('other', '--force')).toMatchObject({
      code: 1,
      out: '',
      complaints: [expect.stringMatching(/^nothing was restored: /)],
    })
    expect(readFileSync(at('other', 'latchkey.db'))).toEqual(before)
    expect(readdirSync(at('other')).filter((name) => /restoring|replaced|secret|key$/.test(name))).toEqual([])
  })
})

describe('with PostgreSQL', () => {
  it.each([
    ['backup', '--to', 'copy.db'],
    ['restore', '--from', 'copy.db'],
    ['migrate', 'status'],
    ['migrate', 'up'],
  ])('%s %s refers to its tools', async (...args) => {
    const environment = {
      LATCHKEY_DATA_DIR: at('data'),
      LATCHKEY_DATABASE_URL: 'postgres://latchkey@127.0.0.1/latchkey',
    }
    expect(await run(args, environment)).toMatchObject({
      code: 1,
      complaints: [expect.stringContaining('this is for the embedded database')],
    })
  })
})

describe('migrate', () => {
  it('tells what is applied beside a running server', async () => {
    const { code, out } = await latchkey('data', 'migrate', 'status')
    expect(code).toBe(0)
    expect(out).toMatch(/^(applied \d{4}-[a-z-]+\n)+$/)
  })

  it('brings a directory up to date, once', async () => {
    expect(await latchkey('other', 'migrate', 'status')).toMatchObject({ code: 1, out: '' })
    const { code, out } = await latchkey('other', 'migrate', 'up')
    expect(code).toBe(0)
    expect(out).toMatch(/^(applied \d{4}-[a-z-]+\n)+$/)
    expect(await latchkey('other', 'migrate', 'up')).toMatchObject({ code: 0, out: '' })
    expect(await latchkey('other', 'migrate', 'status')).toMatchObject({ code: 0 })
  })

  it('tells what is pending, and what is of a later version', async () => {
    await latchkey('other', 'migrate', 'up')
    change(at('other', 'latchkey.db'), "update kysely_migration set name = '9999-later' where name = '0006-sessions'")
    const { code, out } = await latchkey('other', 'migrate', 'status', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toEqual(
      expect.arrayContaining([
        { name: '0006-sessions', state: 'pending' },
        { name: '9999-later', state: 'unknown' },
      ]),
    )
  })
})
