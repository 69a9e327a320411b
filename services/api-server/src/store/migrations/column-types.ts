/** What the two databases call the same things in `create table`. */
import { type RawBuilder, sql } from 'kysely'

/** Names of one database for the column types of the schema, and what ends a table's definition. */
export interface ColumnTypes {
  /** Bytes of any length. */
  bytes: 'blob' | 'bytea'
  /** Whole number up to 2^53. */
  integer: 'integer' | 'bigint'
  /** Text that is compared and ordered byte by byte. */
  text: 'text' | RawBuilder<unknown>
  /** After a table that is stored in the order of its primary key. */
  keyedTableEnd: RawBuilder<unknown>
  /** After a table whose rows are kept in order of arrival. */
  heapTableEnd: RawBuilder<unknown>
}

/** SQLite: types are enforced (STRICT), and a keyed table is its own index (WITHOUT ROWID). */
export const sqliteColumnTypes: ColumnTypes = {
  bytes: 'blob',
  integer: 'integer',
  text: 'text',
  keyedTableEnd: sql`strict, without rowid`,
  heapTableEnd: sql`strict`,
}

/** PostgreSQL: whatever the database's own collation, text is ordered as SQLite orders it. */
export const postgresColumnTypes: ColumnTypes = {
  bytes: 'bytea',
  integer: 'bigint',
  text: sql`text collate "C"`,
  keyedTableEnd: sql``,
  heapTableEnd: sql``,
}
