/** Reads outside of transactions. */
import type { Compilable } from 'kysely'
import type { PoolClient } from 'pg'
import type { Reader, Steps, StoreDialect } from '../connection.ts'
import type { StoreValue } from '../schema.ts'
import { type Connections, query } from './connections.ts'
import { postgresDialect } from './dialect.ts'

/** Reader over all connections of a store. */
export class PostgresReader implements Reader {
  readonly dialect: StoreDialect = postgresDialect
  readonly #connections: Connections

  /** @param connections connections of the store */
  constructor(connections: Connections) {
    this.#connections = connections
  }

  async get<Row>(sql: string, ...values: readonly StoreValue[]): Promise<Row | undefined> {
    return (await this.#connections.lookUp(sql, values)).rows[0]
  }

  async all<Row>(sql: string, ...values: readonly StoreValue[]): Promise<Row[]> {
    return (await this.#connections.lookUp(sql, values)).rows
  }

  async select<Row>(built: Compilable<Row>): Promise<Row[]> {
    const { sql, parameters } = built.compile()
    return this.#connections.lend(async (client) => (await query(client, sql, parameters)).rows)
  }

  /**
   * Makes several reads in a transaction at REPEATABLE READ, which shows one state to all its statements; as it only reads, it gets in
   * nobody's way.
   * @param steps the reads
   */
  async snapshot<Result>(steps: Steps<Result>): Promise<Result> {
    return this.#connections.lend(async (client) => {
      await query(client, 'begin isolation level repeatable read, read only', [])
      const result = await runSteps(client, steps)
      await query(client, 'commit', [])
      return result
    })
  }
}

async function runSteps<Result>(client: PoolClient, steps: Steps<Result>): Promise<Result> {
  const reader = new ClientReader(client)
  let next = steps.next()
  while (!next.done) next = steps.next(await next.value(reader))
  return next.value
}

/** Reads on one connection. */
export class ClientReader implements Omit<Reader, 'snapshot'> {
  readonly dialect: StoreDialect = postgresDialect
  protected readonly client: PoolClient

  /** @param client connection, in a transaction */
  constructor(client: PoolClient) {
    this.client = client
  }

  async get<Row>(sql: string, ...values: readonly StoreValue[]): Promise<Row | undefined> {
    return (await query(this.client, sql, values)).rows[0]
  }

  async all<Row>(sql: string, ...values: readonly StoreValue[]): Promise<Row[]> {
    return (await query(this.client, sql, values)).rows
  }

  async select<Row>(built: Compilable<Row>): Promise<Row[]> {
    const { sql, parameters } = built.compile()
    return (await query(this.client, sql, parameters)).rows
  }
}
