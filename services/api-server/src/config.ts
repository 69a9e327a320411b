/** Settings of the API server, read from the environment once at start. */
import { anyLocalhost, readOrigins } from '@latchkey/contract/origins'
import { StartFailure } from './start-failure.ts'
import { type DatabaseAddress, readDatabaseUrl } from './store/postgres/database-url.ts'
import type { Policy } from './system.ts'

const modes = ['development', 'production'] as const
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const sessionPowers = ['step-up', 'full'] as const
const durabilities = ['checked', 'unsafe'] as const
const loopbackHosts: readonly string[] = ['127.0.0.1', 'localhost', '::1']

/** PostgreSQL, for servers of several processes. */
export interface DatabaseConfig {
  address: DatabaseAddress
  /** Greatest number of transactions at once, in each process. */
  poolSize: number
  /** `unsafe` takes a server that may lose commits in a power loss. */
  durability: (typeof durabilities)[number]
}

/** Settings of one API server. */
export interface Config extends Policy {
  mode: (typeof modes)[number]
  /** Name or address to bind to. */
  host: string
  /** Port of the API; 0 takes any free one. */
  apiPort: number
  /** Directory that holds everything the server keeps, but for what is in PostgreSQL. */
  dataDir: string
  /** Undefined for the embedded database. */
  database: DatabaseConfig | undefined
  /** Processes that answer requests on the one port. */
  workers: number
  logLevel: (typeof logLevels)[number]
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

function refuse(name: string, value: string | undefined, expectation: string): StartFailure {
  return new StartFailure(
    `${name} is ${value === undefined ? 'not set' : JSON.stringify(value)}: it must be ${expectation}.`,
  )
}

function readChoice<Choice extends string>(
  environment: Environment,
  name: string,
  choices: readonly Choice[],
  byDefault: Choice,
): Choice {
  const text = environment[name] || byDefault
  const choice = choices.find((candidate) => candidate === text)
  if (choice === undefined) throw refuse(name, text, `one of ${choices.join(', ')}`)
  return choice
}

function readInteger(environment: Environment, name: string, [min, max]: [number, number], byDefault: number): number {
  const text = environment[name] || String(byDefault)
  const value = /^(0|[1-9][0-9]{0,9})$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw refuse(name, text, `a whole number from ${min} to ${max}`)
  return value
}

function readHost(environment: Environment, mode: Config['mode']): string {
  const host = environment.LATCHKEY_HOST || '127.0.0.1'
  if (mode === 'development' && !loopbackHosts.includes(host)) {
    throw refuse(
      'LATCHKEY_HOST',
      host,
      `one of ${loopbackHosts.join(', ')} in development; set LATCHKEY_MODE=production to bind elsewhere`,
    )
  }
  return host
}

function readExactOrigins(text: string): string[] {
  try {
    return readOrigins(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    throw refuse('LATCHKEY_ORIGINS', text, `a list of exact origins separated by spaces or commas; ${reason}`)
  }
}

function readAllowedOrigins({ LATCHKEY_ORIGINS: text }: Environment, mode: Config['mode']): string[] {
  const origins = readExactOrigins(text ?? '')
  if (mode === 'development') return [...new Set([...origins, anyLocalhost])]
  if (origins.length === 0 || origins.includes(anyLocalhost)) {
    throw refuse('LATCHKEY_ORIGINS', text, 'at least one exact origin such as https://app.example in production')
  }
  return origins
}

/** The value of the variable is not repeated in a refusal: it holds a password. */
function readDatabase(environment: Environment): DatabaseConfig | undefined {
  const { LATCHKEY_DATABASE_URL: text } = environment
  const poolSize = readInteger(environment, 'LATCHKEY_DATABASE_POOL', [2, 500], 10)
  const durability = readChoice(environment, 'LATCHKEY_DATABASE_DURABILITY', durabilities, 'checked')
  if (!text) return undefined
  try {
    return { address: readDatabaseUrl(text), poolSize, durability }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new StartFailure(`LATCHKEY_DATABASE_URL cannot be used: ${error.message}.`)
  }
}

function readWorkers(environment: Environment, database: DatabaseConfig | undefined): number {
  const workers = readInteger(environment, 'LATCHKEY_WORKERS', [1, 64], 1)
  if (workers > 1 && database === undefined) {
    throw refuse(
      'LATCHKEY_WORKERS',
      String(workers),
      '1 with the embedded database, which one process uses; see LATCHKEY_DATABASE_URL',
    )
  }
  return workers
}

/**
 * Settings of the API server; an empty variable counts as absent.
 * @param environment `LATCHKEY_MODE` (development), `LATCHKEY_HOST` (127.0.0.1), `LATCHKEY_API_PORT` (4480), `LATCHKEY_DATA_DIR`
 * (.latchkey/data), `LATCHKEY_DATABASE_URL` (none: the embedded database), `LATCHKEY_DATABASE_POOL` (10),
 * `LATCHKEY_DATABASE_DURABILITY` (checked), `LATCHKEY_WORKERS` (1), `LATCHKEY_ORIGINS` (none; in development every localhost port as well), `LATCHKEY_MAX_SESSION_SECONDS` (2592000),
 * `LATCHKEY_SESSION_POWERS` (step-up), `LATCHKEY_LOG_LEVEL` (info)
 * @throws StartFailure naming the first variable that is not acceptable, its value unless it may be secret, and what would be
 */
export function readConfig(environment: Environment): Config {
  const mode = readChoice(environment, 'LATCHKEY_MODE', modes, 'development')
  const database = readDatabase(environment)
  return {
    mode,
    host: readHost(environment, mode),
    apiPort: readInteger(environment, 'LATCHKEY_API_PORT', [0, 65_535], 4480),
    dataDir: environment.LATCHKEY_DATA_DIR || '.latchkey/data',
    database,
    workers: readWorkers(environment, database),
    origins: readAllowedOrigins(environment, mode),
    maxSessionSeconds: readInteger(environment, 'LATCHKEY_MAX_SESSION_SECONDS', [1, 315_360_000], 2_592_000),
    sessionPowers: readChoice(environment, 'LATCHKEY_SESSION_POWERS', sessionPowers, 'step-up'),
    logLevel: readChoice(environment, 'LATCHKEY_LOG_LEVEL', logLevels, 'info'),
  }
}
