/** `latchkey doctor`: whether everything is set up soundly, on this machine or, by its addresses, from outside. */
import { readOrigins } from '@latchkey/contract/origins'
import { type Config, type Environment, readPort } from '../config.ts'
import { checkConfig } from './check-config.ts'
import { command, jsonOption, type OptionValues, UsageError } from './command.ts'
import { checkApi } from './doctor/check-api.ts'
import { checkClock } from './doctor/check-clock.ts'
import { checkDataDirectory } from './doctor/check-data-directory.ts'
import { checkDatabase } from './doctor/check-database.ts'
import { checkIframe } from './doctor/check-iframe.ts'
import { isLoopback, type Place, toLocalUrl } from './doctor/place.ts'
import { type Finding, printFindings } from './finding.ts'

const options = {
  'api-url': { type: 'string', value: 'URL', meaning: 'checks the API at this address, from outside' },
  'iframe-url': { type: 'string', value: 'URL', meaning: 'checks the auth iframe at this address, from outside' },
  origin: {
    type: 'string',
    value: 'ORIGIN',
    meaning: 'origin of an application; default LATCHKEY_ORIGINS',
    multiple: true,
  },
  ...jsonOption,
} as const

type Values = OptionValues<typeof options>

function readUrl(name: 'api-url' | 'iframe-url', values: Values): Place | undefined {
  const text = values[name]
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new UsageError(`--${name} must be an address such as https://api.example`)
  }
  return { url: url.href.replace(/\/+$/, ''), mayBeAbsent: false }
}

function readGivenOrigins(given: readonly string[]): string[] {
  try {
    return readOrigins(given.join(' '))
  } catch (error) {
    throw new UsageError(`--origin ${error instanceof Error ? error.message : ''}`)
  }
}

/** Servers that are looked at, and who is to embed the auth iframe. */
interface Places {
  api: Place | undefined
  iframe: Place | undefined
  origins: readonly string[]
}

async function checkPlaces({ api, iframe, origins }: Places): Promise<Finding[]> {
  const { findings, aheadMs } = api === undefined ? { findings: [] } : await checkApi(api)
  const isElsewhere = api !== undefined && !isLoopback(api.url)
  return [
    ...findings,
    ...(iframe === undefined ? [] : await checkIframe(iframe, origins, api?.url)),
    ...checkClock(Date.now(), isElsewhere ? aheadMs : undefined),
  ]
}

/** Port 0 is any free one, which nobody can know from here. */
function toPlace(host: string, port: number): Place | undefined {
  return port === 0 ? undefined : { url: toLocalUrl(host, port), mayBeAbsent: true }
}

async function checkThisMachine(environment: Environment, given: readonly string[]): Promise<Finding[]> {
  const { config, findings } = checkConfig(environment)
  if (!config) return findings
  const { host, apiPort, origins }: Config = config
  const places = {
    api: toPlace(host, apiPort),
    iframe: toPlace(host, readPort(environment, 'LATCHKEY_IFRAME_PORT')),
    origins: given.length > 0 ? given : origins,
  }
  const ofData = [...checkDataDirectory(config), ...(await checkDatabase(config))]
  return [...findings, ...ofData, ...(await checkPlaces(places))]
}

/** Checks the set-up. */
export const doctor = command({
  name: 'doctor',
  summary:
    'Checks settings, data, API, auth iframe and clock of this machine, or with --api-url and --iframe-url what can be seen of a deployment.',
  options,
  async run(values, context) {
    const [api, iframe] = [readUrl('api-url', values), readUrl('iframe-url', values)]
    const given = readGivenOrigins(values.origin)
    if (!api && !iframe) return printFindings(await checkThisMachine(context.environment, given), values.json, context)
    const origins = given.length > 0 ? given : readGivenOrigins([context.environment.LATCHKEY_ORIGINS ?? ''])
    return printFindings(await checkPlaces({ api, iframe, origins }), values.json, context)
  },
})
