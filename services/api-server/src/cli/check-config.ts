/** Settings looked at as a whole: what is wrong, and what is allowed but probably not meant. */
import { isAbsolute } from 'node:path'
import { type Config, type Environment, loopbackHosts, readConfig, readPort } from '../config.ts'
import { type SettingName, settings } from '../settings.ts'
import { StartFailure } from '../start-failure.ts'
import { type Finding, reportOn } from './finding.ts'

const { ok, warn, fail } = reportOn('settings')

/** Settings of programs that come with the project, and are none of the servers'. */
const ofTests: ReadonlySet<string> = new Set([
  'LATCHKEY_CHROMIUM',
  'LATCHKEY_POSTGRES_BIN',
  'LATCHKEY_SEED',
  'LATCHKEY_VECTORS',
])
const otherPorts: readonly SettingName[] = ['LATCHKEY_IFRAME_PORT', 'LATCHKEY_REACT_PORT', 'LATCHKEY_VANILLA_PORT']

/** What was found, and the settings if they can be used. */
export interface CheckedConfig {
  config: Config | undefined
  findings: Finding[]
}

function findMisspelt(environment: Environment): Finding[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('LATCHKEY_') && !Object.hasOwn(settings, name) && !ofTests.has(name))
    .map((name) => warn(`${name} is no setting`, 'correct its name; config print lists all settings'))
}

function isLocal(origin: string): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(origin)
}

function checkOrigin(origin: string): Finding[] {
  if (isLocal(origin)) {
    return [
      warn(`LATCHKEY_ORIGINS has ${origin} in production`, 'take it out: any program on a user’s machine can serve it'),
    ]
  }
  if (origin.startsWith('https://')) return []
  return [fail(`LATCHKEY_ORIGINS has ${origin}`, 'serve the application by https: browsers offer no passkeys on http')]
}

function checkProduction({ mode, host, origins, dataDir, traffic, logLevel }: Config): Finding[] {
  if (mode !== 'production') return []
  return [
    ...origins.flatMap(checkOrigin),
    ...(isAbsolute(dataDir)
      ? []
      : [
          warn(
            `LATCHKEY_DATA_DIR ${dataDir} is relative`,
            'give the whole path: it depends on where the server is started',
          ),
        ]),
    ...(loopbackHosts.includes(host) && traffic.trustedProxies.length === 0
      ? [
          warn(
            `LATCHKEY_TRUSTED_PROXIES is not set, and only a proxy on this machine reaches LATCHKEY_HOST ${host}`,
            `set it to ${host === 'localhost' ? '127.0.0.1' : host}: otherwise all users share the limits of one address`,
          ),
        ]
      : []),
    ...(traffic.trustedProxies.some((range) => range.endsWith('/0'))
      ? [warn('LATCHKEY_TRUSTED_PROXIES trusts everybody', 'list your proxies: anybody can evade limits by a header')]
      : []),
    ...(logLevel === 'silent'
      ? [warn('LATCHKEY_LOG_LEVEL is silent', 'take info: refusals are explained in the log only')]
      : []),
  ]
}

function checkSessions({ maxSessionSeconds, sessionPowers }: Config): Finding[] {
  const usual = Number(settings.LATCHKEY_MAX_SESSION_SECONDS.byDefault)
  return [
    ...(sessionPowers === 'full'
      ? [warn('LATCHKEY_SESSION_POWERS is full', 'take step-up: a stolen session could make itself permanent')]
      : []),
    ...(maxSessionSeconds > usual
      ? [
          warn(
            `LATCHKEY_MAX_SESSION_SECONDS is ${maxSessionSeconds}`,
            `take at most ${usual}: a session should be short`,
          ),
        ]
      : []),
  ]
}

/**
 * Checks the settings in an environment.
 * @param environment variables by name
 */
export function checkConfig(environment: Environment): CheckedConfig {
  try {
    const config = readConfig(environment)
    for (const name of otherPorts) readPort(environment, name)
    const origins = config.origins.join(' ')
    const good = ok(`${config.mode}, data in ${config.dataDir}, applications on ${origins}`)
    return {
      config,
      findings: [good, ...findMisspelt(environment), ...checkProduction(config), ...checkSessions(config)],
    }
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    const findings = [fail(error.message.replace(/\.$/, ''), 'correct it; config print explains every setting')]
    return { config: undefined, findings: [...findings, ...findMisspelt(environment)] }
  }
}
