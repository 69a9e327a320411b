/** Compares a database's tables with those the migrations make, so that none is missing or was changed by hand. */
import type { ClientBase } from 'pg'
import { postgresColumnTypes } from '../migrations/column-types.ts'
import { makeMigrations } from '../migrations/migrate.ts'
import { toKysely } from './dialect.ts'

/** Columns and constraints of a table are one definition, in their order; names of schemas are left out. */
const tableDefinitions = `
  select 'table ' || c.relname as name, string_agg(p.part, ', ' order by p.part_order, p.part) as definition
  from pg_class c
  cross join lateral (
    select a.attnum::int as part_order,
      concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end, l.collname) as part
    from pg_attribute a left join pg_collation l on l.oid = a.attcollation
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    union all
    select 10000, replace(pg_get_constraintdef(k.oid), quote_ident($1) || '.', '')
    from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c')
  ) p
  where c.relkind = 'r' and c.relnamespace = (select oid from pg_namespace where nspname = $1)
  group by c.relname`

const indexDefinitions = `
  select 'index ' || indexname as name, regexp_replace(indexdef, ' ON \\S+ USING ', ' ON ' || tablename || ' USING ') as definition
  from pg_indexes where schemaname = $1`

/**
 * Checks that every table and index is there as this version defines it; further ones, such as an index of the operator's, are let be.
 * The model to compare with is made of temporary tables, which nobody else sees and which are gone when this returns.
 * @param client connection to the database, after its migrations
 * @throws Error naming the first table or index that differs
 */
export async function checkSchema(client: ClientBase): Promise<void> {
  const actual = await readSchema(client, 'current_schema()')
  await client.query('begin')
  try {
    await client.query('set local search_path = pg_temp')
    const db = toKysely(client)
    for (const migration of Object.values(makeMigrations(postgresColumnTypes))) await migration.up(db)
    const model = await readSchema(client, 'pg_my_temp_schema()::regnamespace')
    for (const [name, definition] of model) {
      if (actual.get(name) !== definition) throw new Error(`its ${name} is not as this version of Latchkey defines it`)
    }
  } finally {
    await client.query('rollback')
  }
}

async function readSchema(client: ClientBase, schemaSql: string): Promise<Map<string, string>> {
  const { rows } = await client.query(`select ${schemaSql}::text as name`)
  const schema: string = rows[0].name
  const found = await client.query(`${tableDefinitions} union all ${indexDefinitions}`, [schema])
  return new Map(found.rows.map(({ name, definition }) => [name, definition]))
}
