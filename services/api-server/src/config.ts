/** Settings of the API server, read from the environment once at start. */
import { anyLocalhost, readOrigins } from '@latchkey/contract/origins'
import type { OperatorAddress } from './operate/operator-server.ts'
import { type SettingName, settings } from './settings.ts'
import { StartFailure } from './start-failure.ts'
import type { Policy } from './system.ts'

const modes = ['development', 'production'] as const
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const sessionPowers = ['step-up', 'full'] as const
/** Hosts that only this machine reaches. */
export const loopbackHosts: readonly string[] = ['127.0.0.1', 'localhost', '::1']

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
  /** Directory that holds everything the server keeps. */
  dataDir: string
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

/**
 * Settings of the API server; an empty variable counts as absent.
 * @param environment variables by name, see `settings`; in development every localhost port is an origin as well
 * @throws StartFailure naming the first variable that is not acceptable, its value, and what would be
 */
export function readConfig(environment: Environment): Config {
  const mode = readChoice(environment, 'LATCHKEY_MODE', modes)
  const apiPort = readPort(environment, 'LATCHKEY_API_PORT')
  return {
    mode,
    host: readHost(environment, 'LATCHKEY_HOST', mode),
    apiPort,
    operator: readOperator(environment, mode, apiPort),
    drainSeconds: readInteger(environment, 'LATCHKEY_DRAIN_SECONDS', [0, 3600]),
    dataDir: readText(environment, 'LATCHKEY_DATA_DIR'),
    origins: readAllowedOrigins(environment, mode),
    maxSessionSeconds: readInteger(environment, 'LATCHKEY_MAX_SESSION_SECONDS', [1, 315_360_000]),
    sessionRenewalSeconds: readInteger(environment, 'LATCHKEY_SESSION_RENEWAL_SECONDS', [0, 315_360_000]),
    sessionPowers: readChoice(environment, 'LATCHKEY_SESSION_POWERS', sessionPowers),
    logLevel: readChoice(environment, 'LATCHKEY_LOG_LEVEL', logLevels),
  }
}
