/** The tables can be spread by tenant: each leads with the organization, none refers to another tenant, none counts for all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDatabaseUrl } from '../../services/api-server/src/store/postgres/database-url.ts'
import { openPostgresStore } from '../../services/api-server/src/store/postgres/open-postgres-store.ts'
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts'

/** Tables about the installation as a whole: what the migrations note down, and the digest of the secrets. */
const ofInstallation = ['installation', 'kysely_migration', 'kysely_migration_lock']

const primaryKeys = `
  select c.relname as table, array_agg(a.attname order by k.position)::text[] as columns
  from pg_constraint p join pg_class c on c.oid = p.conrelid
  cross join lateral unnest(p.conkey) with ordinality k (attnum, position)
  join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
  where p.contype = any($kinds) and c.relnamespace = 'public'::regnamespace
  group by c.relname, p.oid order by 1`

const foreignKeys = `
  select c.relname as table, (select attname from pg_attribute where attrelid = f.conrelid and attnum = f.conkey[1])::text as own,
    (select attname from pg_attribute where attrelid = f.confrelid and attnum = f.confkey[1])::text as other
  from pg_constraint f join pg_class c on c.oid = f.conrelid
  where f.contype = 'f' and c.relnamespace = 'public'::regnamespace order by 1`

describe('the tables', () => {
  let server: PostgresServer
  let database: string
  beforeAll(async () => {
    server = await startPostgresServer()
    database = await server.makeDatabase()
    const address = readDatabaseUrl(server.urlOf(database))
    const secretsDigest = new Uint8Array(32)
    await (await openPostgresStore({ address, poolSize: 2, durability: 'unsafe', secretsDigest })).close()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  const run = (sql: string) => server.run(sql, database)

  it('lead with the organization, in their columns as in every unique key', async () => {
    const first = await run(
      "select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relkind = 'r' and a.attnum = 1 and c.relnamespace = 'public'::regnamespace order by 1",
    )
    const ofTenants = first.filter(({ table }) => !ofInstallation.includes(String(table)))
    expect(first).toHaveLength(ofTenants.length + ofInstallation.length)
    expect(ofTenants.length).toBeGreaterThan(10)
    expect(ofTenants.filter(({ column }) => column !== 'organization_id')).toEqual([])
    const unique = await run(primaryKeys.replace('$kinds', "'{p,u}'"))
    const keys = unique.filter(({ table }) => !ofInstallation.includes(String(table)))
    expect(new Set(keys.map(({ table }) => table)).size).toBe(ofTenants.length)
    expect(keys.filter(({ columns }) => !Array.isArray(columns) || columns[0] !== 'organization_id')).toEqual([])
  })

  it('refer to rows of the same organization only', async () => {
    const references = await run(foreignKeys)
    expect(references.length).toBeGreaterThan(5)
    expect(references.filter(({ own, other }) => own !== 'organization_id' || other !== 'organization_id')).toEqual([])
  })

  it('have no sequence, no trigger and no function', async () => {
    expect(await run("select relname from pg_class where relkind = 'S'")).toEqual([])
    expect(await run('select tgname from pg_trigger where not tgisinternal')).toEqual([])
    expect(await run("select proname from pg_proc where pronamespace = 'public'::regnamespace")).toEqual([])
  })
})
