/** A database from before sessions were known by anything: it is brought up to date, and nobody is logged out. */
import { DatabaseSync } from 'node:sqlite'
import { Migrator } from 'kysely/migration'
import { expect, it } from 'vitest'
import { makeBytes, newId, nowMs } from '../../../../../test/support/store-rows.ts'
import { firstTables } from '../../../src/store/migrations/0001-first-tables.ts'
import { deletedOrganizations } from '../../../src/store/migrations/0002-deleted-organizations.ts'
import { sqliteColumnTypes } from '../../../src/store/migrations/column-types.ts'
import { migrate } from '../../../src/store/migrations/migrate.ts'
import { toReadOnlySessionRow } from '../../../src/store/session-records.ts'
import { toKysely } from '../../../src/store/sqlite/dialect.ts'
import { toApiKeyRow } from '../../../src/store/to-rows.ts'
import { uuidToBytes } from '../../../src/store/uuid.ts'

it('keeps open sessions, with an id for each read-only one and nothing else invented', async () => {
  const database = new DatabaseSync(':memory:')
  const db = toKysely(database)
  const earlier = {
    '0001-first-tables': firstTables(sqliteColumnTypes),
    '0002-deleted-organizations': deletedOrganizations(sqliteColumnTypes),
  }
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => earlier } }).migrateToLatest()
  expect(error).toBeUndefined()
  const [organization, user, tokenHash] = [uuidToBytes(newId()), uuidToBytes(newId()), makeBytes(32)]
  const end = nowMs + 3_600_000
  database.prepare('insert into organizations values (?, null, ?, 1, 0, null)').run(organization, 'Acme')
  database.prepare("insert into users values (?, ?, null, 'Ada', null, null, 1, 0, 0)").run(organization, user)
  const key = "insert into api_keys values (?, ?, null, ?, ?, 'k', 't', 900, ?, ?)"
  database.prepare(key).run(organization, makeBytes(33), uuidToBytes(newId()), user, end, nowMs)
  database.prepare('insert into read_only_sessions values (?, ?, ?, ?)').run(organization, tokenHash, user, end)

  await migrate(db, sqliteColumnTypes)

  const [keyRecord] = await db.selectFrom('api_keys').selectAll().execute()
  const [sessionRecord] = await db.selectFrom('read_only_sessions').selectAll().execute()
  if (keyRecord === undefined || sessionRecord === undefined) throw new Error('a session is gone')
  expect(toApiKeyRow(keyRecord)).toMatchObject({ apiKeyName: 'k', expiresAtMs: end })
  expect(toApiKeyRow(keyRecord).session).toBeUndefined()
  const session = toReadOnlySessionRow(sessionRecord)
  expect(session).toMatchObject({ expiresAtMs: end, createdAtMs: nowMs })
  expect(session.sessionId.replaceAll('-', '')).toBe(Buffer.from(tokenHash).toString('hex').slice(0, 32))
  expect(session.origin).toBeUndefined()
  database.close()
})
