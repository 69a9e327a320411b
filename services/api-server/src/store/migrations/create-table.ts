/** Tables described as data, and their creation on either database. */
import type { CreateTableBuilder, Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import type { ColumnTypes } from './column-types.ts'

/** Type of a column; `?` allows null. */
export type Column = 'bytes' | 'bytes?' | 'integer' | 'integer?' | 'text' | 'text?'

/** Index; a partial one holds only the rows where a column is not null. */
export interface IndexDefinition {
  columns: readonly string[]
  whereNotNull?: string
}

/** Row of the same tenant that must exist. */
export interface ReferenceDefinition {
  columns: readonly string[]
  table: keyof Database
}

/** One table. */
export interface TableDefinition {
  name: keyof Database
  columns: Readonly<Record<string, Column>>
  primaryKey: readonly string[]
  unique?: readonly string[]
  references?: ReferenceDefinition | readonly ReferenceDefinition[]
  indexes: readonly IndexDefinition[]
  /** True for rows that are long, or have so many indexes that each had better not repeat their key: they are kept in order of arrival. */
  isHeap?: boolean
}

/**
 * Creates a table with its keys and indexes.
 * @param db connection, inside the migration's transaction
 * @param types the database's own column types
 * @param table what to create
 */
export async function createTable(db: Kysely<Database>, types: ColumnTypes, table: TableDefinition): Promise<void> {
  await db.schema
    .createTable(table.name)
    .$call((builder) => addColumns(builder, types, table))
    .$call((builder) => addConstraints(builder, table))
    .modifyEnd(table.isHeap ? types.heapTableEnd : types.keyedTableEnd)
    .execute()
  for (const index of table.indexes) await createIndex(db, table.name, index)
}

type TableBuilder = CreateTableBuilder<string, string>

function addColumns(builder: TableBuilder, types: ColumnTypes, table: TableDefinition): TableBuilder {
  return Object.entries(table.columns).reduce((columns, [name, column]) => {
    const type = column.startsWith('text') ? types.text : column.startsWith('bytes') ? types.bytes : types.integer
    return columns.addColumn(name, type, (definition) => (column.endsWith('?') ? definition : definition.notNull()))
  }, builder)
}

function addConstraints(builder: TableBuilder, table: TableDefinition): TableBuilder {
  const { name, primaryKey, unique, references = [] } = table
  let constrained = builder.addPrimaryKeyConstraint(`${name}_key`, [...primaryKey])
  if (unique !== undefined) constrained = constrained.addUniqueConstraint(`${name}_unique`, [...unique])
  for (const reference of [references].flat()) {
    const columns = [...reference.columns]
    constrained = constrained.addForeignKeyConstraint(`${name}_${reference.table}`, columns, reference.table, columns)
  }
  return constrained
}

async function createIndex(db: Kysely<Database>, table: string, index: IndexDefinition): Promise<void> {
  const builder = db.schema
    .createIndex(`${table}_by_${index.columns.join('_and_')}`)
    .on(table)
    .columns([...index.columns])
  await (index.whereNotNull === undefined ? builder : builder.where(index.whereNotNull, 'is not', null)).execute()
}
