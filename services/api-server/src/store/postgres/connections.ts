/** Connections to PostgreSQL: a pool for transactions, and a few shared ones on which the look-ups of all requests are pipelined. */
import { Client, type ClientBase, type ClientConfig, Pool, type PoolClient, type QueryResult } from 'pg'
import type { StoreValue } from '../schema.ts'
import type { DatabaseAddress } from './database-url.ts'
import { postgresDialect } from './dialect.ts'
import { toStoreError } from './store-failure.ts'
import { valueParsers } from './value-parsers.ts'

/** Connections for look-ups; one server process behind each answers more than one Node process can ask. */
const sharedConnections = 2
const connectTimeoutMs = 5000
/** A statement that takes longer is ended by the database, its locks with it. */
const statementTimeoutMs = 5000
/** Longer than that: by then no answer will come on this connection. */
const answerTimeoutMs = 8000

/** Names of the fixed statements, under which a connection prepares them at their first use. */
const statementNames = new Map(Object.entries(postgresDialect.hot).map(([name, sql]) => [sql, name]))

/**
 * Settings of one connection.
 * @param address where the database is
 */
export function toClientConfig({ host, port, user, database, password, tls }: DatabaseAddress): ClientConfig {
  return {
    host,
    port,
    user,
    database,
    password,
    ssl: tls,
    application_name: 'latchkey',
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    types: valueParsers,
  }
}

function toBusyClientConfig(address: DatabaseAddress): ClientConfig {
  return {
    ...toClientConfig(address),
    pipeline: true,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: answerTimeoutMs,
    query_timeout: answerTimeoutMs,
  }
}

/**
 * Runs one statement; a fixed one is prepared once on each connection.
 * @param client connection
 * @param sql its text
 * @param values parameters in order
 * @throws Refusal STORE_UNAVAILABLE when the database or the connection fails; DatabaseError for whatever else it objects to
 */
export async function query(client: ClientBase, sql: string, values: readonly unknown[]): Promise<QueryResult> {
  const name = statementNames.get(sql)
  try {
    return await client.query({ text: sql, values: [...values], ...(name !== undefined && { name }) })
  } catch (error) {
    throw toStoreError(error)
  }
}

/** A connection that ends is told on whatever runs on it; without a listener, one that ends between two statements would end the process. */
function ignoreEnd(client: ClientBase): void {
  client.on('error', () => undefined)
}

/** Connection for everybody, opened at its first use and again whenever it has been lost. */
class SharedConnection {
  /** Statements on their way. */
  waiting = 0
  readonly #config: ClientConfig
  #client: Promise<Client> | undefined

  constructor(config: ClientConfig) {
    this.#config = config
  }

  async query(sql: string, values: readonly StoreValue[]): Promise<QueryResult> {
    this.waiting += 1
    try {
      return await query(await this.#connect(), sql, values)
    } finally {
      this.waiting -= 1
    }
  }

  async end(): Promise<void> {
    await (await this.#client?.catch(() => undefined))?.end()
  }

  #connect(): Promise<Client> {
    this.#client ??= this.#open()
    return this.#client
  }

  async #open(): Promise<Client> {
    const client = new Client(this.#config)
    const forget = (): void => {
      this.#client = undefined
    }
    ignoreEnd(client)
    client.once('end', forget).once('error', forget)
    try {
      await client.connect()
      return client
    } catch (error) {
      forget()
      throw toStoreError(error)
    }
  }
}

/** All connections of one store. */
export class Connections {
  readonly #pool: Pool
  readonly #shared: SharedConnection[]

  /**
   * @param address where the database is
   * @param poolSize greatest number of transactions at once
   */
  constructor(address: DatabaseAddress, poolSize: number) {
    const config = toBusyClientConfig(address)
    this.#pool = new Pool({ ...config, max: poolSize })
    this.#pool.on('connect', ignoreEnd).on('error', () => undefined)
    this.#shared = Array.from({ length: sharedConnections }, () => new SharedConnection(config))
  }

  /**
   * Runs a fixed statement outside of any transaction, on the shared connection that has least to do.
   * @param sql constant text
   * @param values parameters in order
   * @throws Refusal STORE_UNAVAILABLE when the database or the connection fails
   */
  lookUp(sql: string, values: readonly StoreValue[]): Promise<QueryResult> {
    const leastBusy = this.#shared.reduce((best, next) => (next.waiting < best.waiting ? next : best))
    return leastBusy.query(sql, values)
  }

  /**
   * Lends a connection that nobody else uses meanwhile.
   * @param work what to do with it; it leaves no transaction open
   * @throws Refusal STORE_UNAVAILABLE when there is none within five seconds
   */
  async lend<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#take()
    try {
      return await work(client)
    } finally {
      // Whatever is not idle now is in an unknown state: closing it ends its transaction too.
      client.release(client.getTransactionStatus() !== 'I')
    }
  }

  /** Closes all connections; whatever was lent has come back. */
  async end(): Promise<void> {
    await Promise.all([this.#pool.end(), ...this.#shared.map((shared) => shared.end())])
  }

  async #take(): Promise<PoolClient> {
    try {
      return await this.#pool.connect()
    } catch (error) {
      throw toStoreError(error)
    }
  }
}
