/** No statement of a request reads a whole table. */
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqliteColumnTypes } from '../../../src/store/migrations/column-types.ts'
import { migrate } from '../../../src/store/migrations/migrate.ts'
import { sqliteDialect, toKysely } from '../../../src/store/sqlite/dialect.ts'
import { buildQueries } from '../support/built-queries.ts'

describe('query plans', () => {
  let database: DatabaseSync
  beforeAll(async () => {
    database = new DatabaseSync(':memory:')
    await migrate(toKysely(database), sqliteColumnTypes)
  })
  afterAll(() => database.close())

  /** Steps that read a table; the rows that a subquery has found are scanned rightly. */
  function readsOf(sql: string): string[] {
    const steps = database.prepare(`explain query plan ${sql}`).all()
    return steps
      .map((step) => String(step.detail))
      .filter((detail) => /^(SEARCH|SCAN) (?!expired$|CONSTANT ROW$)/.test(detail))
  }

  it.each(Object.entries(sqliteDialect.hot))('hot statement %s searches by key or index', (name, sql) => {
    const reads = readsOf(sql)
    expect(reads.length > 0).toBe(!name.startsWith('add') && name !== 'lockStart')
    for (const read of reads) expect(read).toMatch(/^SEARCH \w+ USING (COVERING )?(INDEX|PRIMARY KEY) .*\(\w+=\?/)
  })

  it.each(buildQueries(sqliteDialect))('query for %s searches by key or index', (_, query) => {
    const reads = readsOf(query.compile().sql)
    expect(reads).not.toEqual([])
    for (const read of reads) expect(read).toMatch(/^SEARCH \w+ USING (COVERING )?(INDEX|PRIMARY KEY) .*\(\w+[=<]\?/)
  })
})
