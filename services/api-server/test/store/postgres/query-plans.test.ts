/** No statement of a request reads a whole table or a whole index. */
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toClientConfig } from '../../../src/store/postgres/connections.ts'
import { readDatabaseUrl } from '../../../src/store/postgres/database-url.ts'
import { postgresDialect } from '../../../src/store/postgres/dialect.ts'
import { buildQueries } from '../support/built-queries.ts'
import { usePostgresServer } from '../support/temporary-postgres.ts'

const serverOfFile = usePostgresServer()

/** Node of a plan as `explain (format json)` shows it. */
interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Cond'?: string
  Plans?: PlanNode[]
}

const withoutTable = ['lockStart']

describe('query plans', () => {
  let client: Client
  beforeAll(async () => {
    const { server, template } = serverOfFile()
    client = new Client(toClientConfig(readDatabaseUrl(server.urlOf(template))))
    await client.connect()
    // On empty tables everything is cheap: only a plan that has no index to go by reads a whole table then.
    await client.query('set enable_seqscan = off')
    await client.query('set enable_bitmapscan = off')
    await client.query('set plan_cache_mode = force_generic_plan')
  })
  afterAll(() => client.end())

  /** Steps that read a table. */
  async function readsOf(sql: string): Promise<PlanNode[]> {
    const count = new Set(sql.match(/\$\d+/g)).size
    await client.query(`prepare statement as ${sql}`)
    try {
      const nulls = Array.from({ length: count }, () => 'null').join(', ')
      const { rows } = await client.query(`explain (format json) execute statement${count > 0 ? `(${nulls})` : ''}`)
      return listNodes(rows[0]['QUERY PLAN'][0].Plan).filter(isRead)
    } finally {
      await client.query('deallocate statement')
    }
  }

  it.each(Object.entries(postgresDialect.hot))('hot statement %s searches by key or index', async (name, sql) => {
    const reads = await readsOf(sql)
    expect(reads.length > 0).toBe(!name.startsWith('add') && !withoutTable.includes(name))
    for (const read of reads) expect(read).toMatchObject(search)
  })

  it.each(buildQueries(postgresDialect))('query for %s searches by key or index', async (_, query) => {
    const reads = await readsOf(query.compile().sql)
    expect(reads).not.toEqual([])
    for (const read of reads) expect(read).toMatchObject(search)
  })
})

const search = {
  'Node Type': expect.stringMatching(/^Index (Only )?Scan$/),
  'Index Cond': expect.stringMatching(/organization_id|expires_at_ms/),
}

const isRead = (node: PlanNode): boolean => node['Relation Name'] !== undefined && node['Node Type'].includes('Scan')

function listNodes(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(listNodes)]
}
