/** Settings of the API server, read from the environment once at start. */
import { anyLocalhost, readOrigins } from '@latchkey/contract/origins'
import type { OperatorAddress } from './operate/operator-server.ts'
import { type SettingName, settings } from './settings.ts'
import { StartFailure } from './start-failure.ts'
import { type DatabaseAddress, readDatabaseUrl } from './store/postgres/database-url.ts'
import type { Policy } from './system.ts'
import { readTrustedProxies } from './traffic/client-address.ts'
import type { TrafficLimits } from './traffic/traffic-limits.ts'

const modes = ['development', 'production'] as const
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const sessionPowers = ['step-up', 'full'] as const
const durabilities = ['checked', 'unsafe'] as const
/** Hosts that only this machine reaches. */
export const loopbackHosts: readonly string[] = ['127.0.0.1', 'localhost', '::1']

/** PostgreSQL, on which several processes can work. */
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
  /** Where the operator's port is; undefined for none. */
  operator: OperatorAddress | undefined
  /** How long the server goes on answering when it is told to stop, in seconds. */
  drainSeconds: number
  /** Directory that holds everything the server keeps, except for what is in PostgreSQL. */
  dataDir: string
  /** Undefined for the embedded database. */
  database: DatabaseConfig | undefined
  /** Processes that answer requests on the one port. */
  workers: number
  traffic: TrafficLimits
  logLevel: (typeof logLevels)[number]
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

function refuse(name: string, value: string | undefined, expectation: string): StartFailure {
  return new StartFailure(
    `${name} is ${value === undefined ? 'not set' : JSON.stringify(value)}: it must be ${expectation}.`,
  )
}

function readText(environment: Environment, name: SettingName): string {
  return environment[name] || (settings[name].byDefault ?? '')
}

function readChoice<Choice extends string>(
  environment: Environment,
  name: SettingName,
  choices: readonly Choice[],
): Choice {
  const text = readText(environment, name)
  const choice = choices.find((candidate) => candidate === text)
  if (choice === undefined) throw refuse(name, text, `one of ${choices.join(', ')}`)
  return choice
}

function readInteger(environment: Environment, name: SettingName, [min, max]: [number, number]): number {
  const text = readText(environment, name)
  const value = /^(0|[1-9][0-9]{0,9})$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw refuse(name, text, `a whole number from ${min} to ${max}`)
  return value
}

/**
 * Port number of a setting, 0 to 65535.
 * @param environment variables by name
 * @param name name of the setting
 * @throws StartFailure when it is none
 */
export function readPort(environment: Environment, name: SettingName): number {
  return readInteger(environment, name, [0, 65_535])
}

function readHost(
  environment: Environment,
  name: 'LATCHKEY_HOST' | 'LATCHKEY_OPERATOR_HOST',
  mode: Config['mode'],
): string {
  const host = readText(environment, name)
  if (mode === 'development' && !loopbackHosts.includes(host)) {
    throw refuse(
      name,
      host,
      `one of ${loopbackHosts.join(', ')} in development; set LATCHKEY_MODE=production to bind elsewhere`,
    )
  }
  return host
}

function readOperator(environment: Environment, mode: Config['mode'], apiPort: number): OperatorAddress | undefined {
  const host = readHost(environment, 'LATCHKEY_OPERATOR_HOST', mode)
  if (readText(environment, 'LATCHKEY_OPERATOR_PORT') === '') return undefined
  const port = readPort(environment, 'LATCHKEY_OPERATOR_PORT')
  if (port !== apiPort || port === 0) return { host, port }
  throw refuse('LATCHKEY_OPERATOR_PORT', String(port), 'another port than LATCHKEY_API_PORT: it is not for the public')
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

/** The value is not repeated in a refusal: it may hold a password. */
function readDatabase(environment: Environment): DatabaseConfig | undefined {
  const text = readText(environment, 'LATCHKEY_DATABASE_URL')
  const poolSize = readInteger(environment, 'LATCHKEY_DATABASE_POOL', [2, 500])
  const durability = readChoice(environment, 'LATCHKEY_DATABASE_DURABILITY', durabilities)
  if (text === '') return undefined
  try {
    return { address: readDatabaseUrl(text), poolSize, durability }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new StartFailure(`LATCHKEY_DATABASE_URL cannot be used: ${error.message}.`)
  }
}

function readWorkers(environment: Environment, { database, operator }: Pick<Config, 'database' | 'operator'>): number {
  const workers = readInteger(environment, 'LATCHKEY_WORKERS', [1, 64])
  if (workers === 1) return workers
  const reason =
    (database === undefined && 'LATCHKEY_DATABASE_URL, since one process uses the embedded database') ||
    (operator && 'an empty LATCHKEY_OPERATOR_PORT, since one process cannot tell about the others')
  if (!reason) return workers
  throw refuse('LATCHKEY_WORKERS', String(workers), `1 without ${reason}`)
}

function readProxies({ LATCHKEY_TRUSTED_PROXIES: text = '' }: Environment): string[] {
  const ranges = text.split(/[\s,]+/).filter((range) => range !== '')
  try {
    readTrustedProxies(ranges)
    return ranges
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    throw refuse(
      'LATCHKEY_TRUSTED_PROXIES',
      text,
      `a list of addresses and ranges separated by spaces or commas; ${reason}`,
    )
  }
}

function readTraffic(environment: Environment): TrafficLimits {
  const count = (name: SettingName): number => readInteger(environment, name, [0, 1_000_000])
  const seconds = (name: SettingName): number => readInteger(environment, name, [1, 3600])
  return {
    trustedProxies: readProxies(environment),
    rates: {
      perAddress: count('LATCHKEY_RATE_PER_ADDRESS'),
      perKey: count('LATCHKEY_RATE_PER_KEY'),
      perOrganization: count('LATCHKEY_RATE_PER_ORGANIZATION'),
      badSignatures: count('LATCHKEY_RATE_OF_BAD_SIGNATURES'),
    },
    maxConnections: count('LATCHKEY_MAX_CONNECTIONS'),
    maxConnectionsPerAddress: count('LATCHKEY_MAX_CONNECTIONS_PER_ADDRESS'),
    requestSeconds: seconds('LATCHKEY_REQUEST_SECONDS'),
    keepAliveSeconds: seconds('LATCHKEY_KEEP_ALIVE_SECONDS'),
  }
}

/**
 * Settings of the API server; an empty variable counts as absent.
 * @param environment variables by name, see `settings`; in development every localhost port is an origin as well
 * @throws StartFailure naming the first variable that is not acceptable, its value unless that is secret, and what would be
 */
export function readConfig(environment: Environment): Config {
  const mode = readChoice(environment, 'LATCHKEY_MODE', modes)
  const database = readDatabase(environment)
  const apiPort = readPort(environment, 'LATCHKEY_API_PORT')
  const operator = readOperator(environment, mode, apiPort)
  return {
    mode,
    host: readHost(environment, 'LATCHKEY_HOST', mode),
    apiPort,
    operator,
    drainSeconds: readInteger(environment, 'LATCHKEY_DRAIN_SECONDS', [0, 3600]),
    dataDir: readText(environment, 'LATCHKEY_DATA_DIR'),
    database,
    workers: readWorkers(environment, { database, operator }),
    origins: readAllowedOrigins(environment, mode),
    maxSessionSeconds: readInteger(environment, 'LATCHKEY_MAX_SESSION_SECONDS', [1, 315_360_000]),
    sessionRenewalSeconds: readInteger(environment, 'LATCHKEY_SESSION_RENEWAL_SECONDS', [0, 315_360_000]),
    sessionPowers: readChoice(environment, 'LATCHKEY_SESSION_POWERS', sessionPowers),
    traffic: readTraffic(environment),
    logLevel: readChoice(environment, 'LATCHKEY_LOG_LEVEL', logLevels),
  }
}
