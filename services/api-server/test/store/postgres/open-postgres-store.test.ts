/** Opening a store over PostgreSQL: again, several at once, over the tables of another version, on a server that is not fit for use. */
import { Migrator } from 'kysely/migration'
import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { startPostgresServer } from '../../../../../test/support/postgres-server.ts'
import { addTenant } from '../../../../../test/support/store-rows.ts'
import { postgresColumnTypes } from '../../../src/store/migrations/column-types.ts'
import { makeMigrations } from '../../../src/store/migrations/migrate.ts'
import { toKysely } from '../../../src/store/postgres/dialect.ts'
import { openPostgresStore, type PostgresStoreOptions } from '../../../src/store/postgres/open-postgres-store.ts'
import { type ServerOfFile, storeOptions, usePostgresServer } from '../support/temporary-postgres.ts'

const serverOfFile = usePostgresServer()

/** Empty database, without tables. */
async function makeOptions(changes: Partial<PostgresStoreOptions> = {}): Promise<PostgresStoreOptions> {
  const { server } = serverOfFile()
  return { ...storeOptions(server.urlOf(await server.makeDatabase())), ...changes }
}

function reasonFor(options: PostgresStoreOptions): Promise<string> {
  return openPostgresStore(options).then(
    (store) => store.close().then(() => 'opened'),
    (error: Error) => error.message,
  )
}

function run(options: PostgresStoreOptions, sql: string): ReturnType<ServerOfFile['server']['run']> {
  return serverOfFile().server.run(sql, options.address.database)
}

/** Everything but the rows: names of tables and indexes, and when they came into being. */
async function dump(options: PostgresStoreOptions): Promise<unknown> {
  const relations = await run(
    options,
    "select oid, relname from pg_class where relnamespace = 'public'::regnamespace order by 1",
  )
  return [relations, await run(options, 'select * from kysely_migration order by 1')]
}

/** A database as an earlier version left it, with one organization. */
async function makeFirstVersion(options: PostgresStoreOptions): Promise<void> {
  const { host, user, database } = options.address
  const client = new Client({ host, user, database })
  await client.connect()
  const [first] = Object.entries(makeMigrations(postgresColumnTypes))
  if (first === undefined) throw new Error('there is a first migration')
  const provider = { getMigrations: async () => Object.fromEntries([first]) }
  const { error } = await new Migrator({ db: toKysely(client), provider }).migrateToLatest()
  if (error !== undefined) throw error
  await client.query("insert into organizations values (decode(repeat('00', 16), 'hex'), null, 'Old', 1, 1)")
  await client.end()
}

describe('opening a store', () => {
  it('runs the migrations once, and changes nothing the next time', async () => {
    const options = await makeOptions()
    expect(await reasonFor(options)).toBe('opened')
    const before = await dump(options)
    expect(await reasonFor(options)).toBe('opened')
    expect(await dump(options)).toEqual(before)
  })

  it('lets eight open one empty database at once', async () => {
    const options = await makeOptions()
    const stores = await Promise.all(Array.from({ length: 8 }, () => openPostgresStore(options)))
    const tenants = await Promise.all(stores.map((store) => addTenant(store)))
    const found = await stores[0]?.listOrganizationIds(undefined, 100)
    expect(found).toEqual(tenants.map(({ organization }) => organization.organizationId).toSorted())
    await Promise.all(stores.map((store) => store.close()))
  })

  it('brings the tables of the first version up to date, and keeps what is in them', async () => {
    const options = await makeOptions()
    await makeFirstVersion(options)
    const store = await openPostgresStore(options)
    expect(await store.findFirstOrganization()).toMatchObject({ organizationName: 'Old', createdAtMs: 1 })
    await store.close()
    expect(await reasonFor(options)).toBe('opened')
  })

  it('closes as often as it is told to, and leaves no connection open', async () => {
    const options = await makeOptions()
    const store = await openPostgresStore(options)
    await addTenant(store)
    await store.findFirstOrganization()
    await Promise.all([store.close(), store.close()])
    await store.close()
    const left = "select 1 from pg_stat_activity where application_name = 'latchkey' and datname = current_database()"
    await expect.poll(() => run(options, left)).toEqual([])
  })
})

describe('a database that cannot be used', () => {
  it('is refused when a newer version has been at it', async () => {
    const options = await makeOptions()
    await reasonFor(options)
    await run(options, "insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')")
    expect(await reasonFor(options)).toContain('could not be brought up to date')
  })

  it('is refused when a table or an index is missing or changed, but not for one more', async () => {
    const options = await makeOptions()
    await reasonFor(options)
    await run(options, 'create index operators_own on activities (created_at_ms)')
    expect(await reasonFor(options)).toBe('opened')
    await run(options, 'alter table users add column nickname text')
    expect(await reasonFor(options)).toContain('its table users is not as this version of Latchkey defines it')
    await run(options, 'alter table users drop column nickname')
    expect(await reasonFor(options)).toBe('opened')
    await run(options, 'alter table votes drop constraint votes_unique')
    expect(await reasonFor(options)).toContain('its table votes is not as this version of Latchkey defines it')
    await run(options, 'alter table votes add constraint votes_unique unique (organization_id, fingerprint, user_id)')
    await run(options, 'drop index api_keys_by_expires_at_ms')
    expect(await reasonFor(options)).toContain('its index api_keys_by_expires_at_ms is not as this version')
  })

  it('is refused to a server with other secrets, and left to one that answers no requests', async () => {
    const options = await makeOptions()
    expect(await reasonFor(options)).toBe('opened')
    const others = { ...options, secretsDigest: new Uint8Array(32).fill(1) }
    expect(await reasonFor(others)).toMatch(/: it belongs to servers with other secrets; copy session-secret and /)
    expect(await reasonFor({ ...options, secretsDigest: undefined })).toBe('opened')
  })

  it('is refused when it does not exist, or nobody answers', async () => {
    const { server } = serverOfFile()
    const absent = storeOptions(server.urlOf('absent'))
    expect(await reasonFor(absent)).toMatch(
      /^cannot use the database postgres:\/\/latchkey@\/.*\/absent: database "absent" does not exist$/,
    )
    const nobody = storeOptions('postgres://latchkey:xyzzy@127.0.0.1:1/latchkey')
    expect(await reasonFor(nobody)).toMatch(
      /^cannot use the database postgres:\/\/latchkey@127\.0\.0\.1:1\/latchkey: .*ECONNREFUSED/,
    )
  })

  it('is refused in another encoding', async () => {
    const { server } = serverOfFile()
    await server.run("create database latin template template0 encoding 'LATIN1' locale 'C'")
    expect(await reasonFor(storeOptions(server.urlOf('latin')))).toContain('its encoding is LATIN1; it must be UTF8')
  })

  it('is refused when commits could be lost', async () => {
    const checked = await makeOptions({ durability: 'checked' })
    expect(await reasonFor(checked)).toMatch(/: its setting \w+ is off: commits could be lost; turn it on$/)
    await using server = await startPostgresServer(['fsync=on', 'full_page_writes=on', 'synchronous_commit=on'])
    const options = { ...storeOptions(server.urlOf(await server.makeDatabase())), durability: 'checked' } as const
    expect(await reasonFor(options)).toBe('opened')
    await server.run(`alter database ${options.address.database} set synchronous_commit = off`)
    expect(await reasonFor(options)).toContain('its setting synchronous_commit is off')
  })
})
