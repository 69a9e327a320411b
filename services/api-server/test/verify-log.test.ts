/** The log of an organization over the real store: whole while nobody touches it, and broken by every single change that bypasses the server. */

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addKey, logIn, makeChild, makeUser, type PasskeyHolder, write } from '../../../test/support/actors.ts'
import { memberAt, startTestApiServer, type TestServer } from '../../../test/support/api-server.ts'
import { makeRandom, readSeed } from '../../../test/support/random.ts'
import { uuidToBytes } from '../src/store/uuid.ts'
import { verifyLog } from '../src/verify-log/verify-log.ts'

let server: TestServer
let database: DatabaseSync
let child: PasskeyHolder
let organization: Uint8Array
beforeAll(async () => {
  server = await startTestApiServer()
  database = new DatabaseSync(join(server.dataDir, 'latchkey.db'), { enableForeignKeyConstraints: false })
  child = await makeChild(server)
  organization = uuidToBytes(child.organizationId)
  await fill(child)
})
afterAll(async () => {
  database.close()
  await server.close()
})

/** Something of every kind: by passkey, key and session, unsigned, agreed upon, rejected, failed and waiting. */
async function fill(founder: PasskeyHolder): Promise<void> {
  const second = await makeUser(server, founder)
  const session = await addKey(server, founder, 900)
  await write(server, session, 'update_user_name', { userId: founder.userId, userName: 'Žofie' })
  await write(server, await logIn(server, founder), 'delete_read_only_sessions', {})
  await write(server, founder, 'update_root_quorum', { threshold: 2, userIds: [founder.userId, second.userId] })
  const propose = async (name: 'update_organization_name' | 'delete_users', parameters: object) =>
    memberAt((await write(server, founder, name, parameters)).body, 'activity.fingerprint')
  const renaming = (organizationName: string) => propose('update_organization_name', { organizationName })
  await write(server, second, 'approve_activity', { fingerprint: await renaming('Agreed') })
  await write(server, second, 'reject_activity', { fingerprint: await renaming('Rejected') })
  const hopeless = await propose('delete_users', { userIds: ['018f4e1a-9c3b-7d2e-8f10-0123456789ab'] })
  await write(server, second, 'approve_activity', { fingerprint: hopeless })
  await renaming('Waiting')
}

const verify = () => verifyLog(server.system.store, child.organizationId)

/** Runs SQL behind the server's back, looks, and puts everything back. */
async function problemsAfter(sql: string, ...values: (Uint8Array | string | number)[]): Promise<string[]> {
  database.exec('begin immediate')
  const changed = database.prepare(sql).run(...values).changes
  database.exec('commit')
  expect(changed, sql).toBeGreaterThan(0)
  return (await verify()).problems
}

interface Snapshot {
  table: string
  rows: Record<string, unknown>[]
}

function snapshot(): Snapshot[] {
  return ['log_entries', 'votes', 'activities'].map((table) => ({
    table,
    rows: database.prepare(`select * from ${table} where organization_id = ?`).all(organization),
  }))
}

function restore(tables: Snapshot[]): void {
  database.exec('begin immediate')
  for (const { table } of tables) database.prepare(`delete from ${table} where organization_id = ?`).run(organization)
  for (const { table, rows } of tables.toReversed()) {
    for (const row of rows) {
      const names = Object.keys(row)
      const insert = `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`
      database.prepare(insert).run(...(Object.values(row) as never[]))
    }
  }
  database.exec('commit')
}

describe('the log of an organization', () => {
  it('is whole, and says where it ends', async () => {
    const report = await verify()
    expect(report).toMatchObject({ problems: [], headHex: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(report.entries).toBeGreaterThan(12)
  })

  it('is that of every organization, the parent included', async () => {
    const ids = await server.system.store.listOrganizationIds(undefined, 10)
    expect(ids).toContain(server.organizationId)
    for (const id of ids) expect((await verifyLog(server.system.store, id)).problems).toEqual([])
    expect(await server.system.store.listOrganizationIds(ids.at(-1), 10)).toEqual([])
  })

  it('shows any of 100 single bytes that are changed', async () => {
    const random = makeRandom(readSeed('verify-log'))
    const before = snapshot()
    for (let round = 0; round < 100; round++) {
      const { table, rows } = before[random(before.length)] as Snapshot
      const row = rows[random(rows.length)] as Record<string, unknown>
      // Taking a row to another organization is what the next test tries.
      const names = Object.keys(row).filter((name) => name !== 'organization_id' && row[name] !== null)
      const name = names[random(names.length)] as string
      const value = changed(row[name], random)
      const where = Object.keys(row).filter((column) => row[column] !== null)
      const values = [value, ...where.map((column) => row[column])] as never[]
      const conditions = where.map((column) => `${column} = ?`).join(' and ')
      const problems = await problemsAfter(`update or replace ${table} set ${name} = ? where ${conditions}`, ...values)
      expect(problems.length, `${table}.${name} of round ${round}`).toBeGreaterThan(0)
      restore(before)
    }
    expect((await verify()).problems).toEqual([])
  })

  it.each([
    ['an activity that is removed', 'delete from activities where organization_id = ? and type like ?', '%USER_NAME'],
    ['a vote that is removed', 'delete from votes where organization_id = ? and selection like ?', '%REJECTED'],
    ['an entry that is removed', 'delete from log_entries where organization_id = ? and position = ?', 3],
  ])('shows %s', async (_what, sql, value) => {
    const before = snapshot()
    expect((await problemsAfter(sql, organization, value)).length).toBeGreaterThan(0)
    restore(before)
  })

  it('shows a row that is added', async () => {
    const before = snapshot()
    const sql = `insert into activities select organization_id, randomblob(16), randomblob(32), type, status, user_id, body,
      stamp_scheme, stamp_public_key_hex, stamp_header, result, created_at_ms, failure, decided_at_ms
      from activities where organization_id = ? limit 1`
    expect((await problemsAfter(sql, organization)).join()).toContain('are stored')
    restore(before)
  })
})

/** The value with one bit or digit different. */
function changed(value: unknown, random: (bound: number) => number): unknown {
  if (typeof value === 'number') return value + 1
  const bytes = typeof value === 'string' ? Buffer.from(value) : Buffer.from(value as Uint8Array)
  if (bytes.length === 0) return 'x'
  const at = random(bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return typeof value === 'string' ? bytes.toString('latin1') : bytes
}
