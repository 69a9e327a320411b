/** Compares a database's tables with those the migrations make, so that none is missing or was changed by hand. */
import { DatabaseSync } from 'node:sqlite'
import { sqliteColumnTypes } from '../migrations/column-types.ts'
import { migrate } from '../migrations/migrate.ts'
import { toKysely } from './dialect.ts'

/**
 * Checks that every table and index is there as this version defines it; further ones, such as an index of the operator's, are let be.
 * @param database open database, after its migrations
 * @throws Error naming the first table or index that differs
 */
export async function checkSchema(database: DatabaseSync): Promise<void> {
  const model = new DatabaseSync(':memory:')
  try {
    await migrate(toKysely(model), sqliteColumnTypes)
    const actual = readSchema(database)
    for (const [name, definition] of readSchema(model)) {
      if (actual.get(name) !== definition) throw new Error(`its ${name} is not as this version of Latchkey defines it`)
    }
  } finally {
    model.close()
  }
}

function readSchema(database: DatabaseSync): Map<string, unknown> {
  const rows = database.prepare('select type, name, sql from sqlite_schema where sql is not null').all()
  return new Map(rows.map(({ type, name, sql }) => [`${type} ${name}`, sql]))
}
