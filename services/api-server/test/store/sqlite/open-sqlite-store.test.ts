/** Opening a store: again, twice at once, over damage, over the tables of another version. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Migrator } from 'kysely/migration'
import { describe, expect, it } from 'vitest'
import { addTenant, makeApiKey } from '../../../../../test/support/store-rows.ts'
import { firstTables } from '../../../src/store/migrations/0001-first-tables.ts'
import { sqliteColumnTypes } from '../../../src/store/migrations/column-types.ts'
import { toKysely } from '../../../src/store/sqlite/dialect.ts'
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts'
import { makeTemporaryFile, type TemporaryFile } from '../support/temporary-store.ts'

async function fill(temporary: TemporaryFile, keys: number): Promise<void> {
  const store = await openSqliteStore(temporary)
  const tenant = await addTenant(store)
  await store.transact(async (transaction) => {
    for (let n = 0; n < keys; n += 1) await transaction.addApiKey(makeApiKey(tenant))
  })
  await store.close()
}

/** A database as the first version left it, with one organization. */
async function makeFirstVersion({ file }: TemporaryFile): Promise<void> {
  const database = new DatabaseSync(file)
  const provider = { getMigrations: async () => ({ '0001-first-tables': firstTables(sqliteColumnTypes) }) }
  const { error } = await new Migrator({ db: toKysely(database), provider }).migrateToLatest()
  if (error !== undefined) throw error
  database.exec("insert into organizations values (zeroblob(16), null, 'Old', 1, 1)")
  database.close()
}

async function reasonFor(temporary: TemporaryFile): Promise<string> {
  const opened = openSqliteStore(temporary)
  return opened.then(
    (store) => store.close().then(() => 'opened'),
    (error: Error) => error.message,
  )
}

function change(temporary: TemporaryFile, sql: string): void {
  const database = new DatabaseSync(temporary.file)
  database.exec(sql)
  database.close()
}

describe('opening a store', () => {
  it('makes the directories on the way', async () => {
    await using temporary = await makeTemporaryFile()
    const store = await openSqliteStore({ file: join(temporary.file, 'data', 'latchkey.db') })
    expect(await store.findFirstOrganization()).toBeUndefined()
    await store.close()
  })

  it('runs the migrations once, and changes nothing the next time', async () => {
    await using temporary = await makeTemporaryFile()
    const contents: Buffer[] = []
    for (let n = 0; n < 3; n += 1) {
      await (await openSqliteStore(temporary)).close()
      contents.push(readFileSync(temporary.file))
    }
    expect(contents[1]).toEqual(contents[0])
    expect(contents[2]).toEqual(contents[0])
  })

  it('brings the tables of the first version up to date, and keeps what is in them', async () => {
    await using temporary = await makeTemporaryFile()
    await makeFirstVersion(temporary)
    const store = await openSqliteStore(temporary)
    expect(await store.findFirstOrganization()).toMatchObject({ organizationName: 'Old', createdAtMs: 1 })
    await store.close()
    expect(await reasonFor(temporary)).toBe('opened')
  })

  it('closes as often as it is told to', async () => {
    await using temporary = await makeTemporaryFile()
    const store = await openSqliteStore(temporary)
    await Promise.all([store.close(), store.close()])
    await store.close()
    expect(await reasonFor(temporary)).toBe('opened')
  })
})

describe('a second store on one file', () => {
  it('is refused in the same process, by whatever name, until the first is closed', async () => {
    await using temporary = await makeTemporaryFile()
    const store = await openSqliteStore(temporary)
    const inUse = 'another process uses it; stop that one first'
    expect(await reasonFor(temporary)).toBe(`cannot use the database ${temporary.file}: ${inUse}`)
    const link = `${temporary.file}.link`
    symlinkSync(temporary.file, link)
    expect(await reasonFor({ ...temporary, file: link })).toBe(`cannot use the database ${link}: ${inUse}`)
    await store.close()
    expect(await reasonFor(temporary)).toBe('opened')
  })

  it('is refused in another process', async () => {
    await using temporary = await makeTemporaryFile()
    const store = await openSqliteStore(temporary)
    const module = new URL('../../../src/store/sqlite/open-sqlite-store.ts', import.meta.url)
    const program = `import { openSqliteStore } from ${JSON.stringify(module.href)}
      await openSqliteStore({ file: ${JSON.stringify(temporary.file)} })`
    const arguments_ = ['--conditions=latchkey-source', '--input-type=module', '--eval', program]
    const refused = spawnSync(process.execPath, arguments_, { encoding: 'utf8' })
    expect(refused.status).not.toBe(0)
    expect(refused.stderr).toContain('another process uses it; stop that one first')
    await store.close()
    expect(spawnSync(process.execPath, arguments_, { encoding: 'utf8' }).status).toBe(0)
  })
})

describe('a database that cannot be used', () => {
  it('is refused when it is no database', async () => {
    await using temporary = await makeTemporaryFile()
    writeFileSync(temporary.file, 'this is a letter, not a database. '.repeat(200))
    const reason = 'it is damaged (file is not a database); restore it from a backup'
    expect(await reasonFor(temporary)).toBe(`cannot use the database ${temporary.file}: ${reason}`)
  })

  it('is refused when pages are overwritten, and the refusal fits on one line', async () => {
    await using temporary = await makeTemporaryFile()
    await fill(temporary, 2000)
    const intact = readFileSync(temporary.file)
    const pages = intact.length / 4096
    expect(pages).toBeGreaterThan(50)
    for (let page = 1; page < pages; page += 7) {
      const damaged = Buffer.from(intact)
      damaged.fill(0xa5, page * 4096, page * 4096 + 64)
      writeFileSync(temporary.file, damaged)
      expect(await reasonFor(temporary)).toMatch(
        /^cannot use the database .+: it is damaged \(.+\); restore it from a backup$/,
      )
    }
    writeFileSync(temporary.file, intact)
    expect(await reasonFor(temporary)).toBe('opened')
  })

  it('is refused when it is a directory', async () => {
    await using temporary = await makeTemporaryFile()
    mkdirSync(temporary.file)
    expect(await reasonFor(temporary)).toMatch(/^cannot use the database .+: .+$/)
  })

  it('is refused when a newer version has been at it', async () => {
    await using temporary = await makeTemporaryFile()
    await fill(temporary, 1)
    change(temporary, "insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')")
    expect(await reasonFor(temporary)).toContain('could not be brought up to date')
  })

  it('is refused when a table or an index is missing or changed, but not for one more', async () => {
    await using temporary = await makeTemporaryFile()
    await fill(temporary, 1)
    change(temporary, 'create index operators_own on activities (created_at_ms)')
    expect(await reasonFor(temporary)).toBe('opened')
    change(temporary, 'alter table users add column nickname text')
    expect(await reasonFor(temporary)).toContain('its table users is not as this version of Latchkey defines it')
    change(temporary, 'alter table users drop column nickname; drop index api_keys_by_expires_at_ms')
    expect(await reasonFor(temporary)).toContain('its index api_keys_by_expires_at_ms is not as this version')
  })
})
