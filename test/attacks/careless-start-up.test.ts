/** A server whose settings or files are careless does not start, and says in one line why. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootstrapOrganization, type Environment, readConfig, StartFailure, startApiServer } from '@latchkey/api-server'
import { afterEach, beforeEach, expect, it } from 'vitest'

let folder: string
let dataDir: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-start-'))
  dataDir = join(folder, 'data')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const production = { LATCHKEY_MODE: 'production', LATCHKEY_ORIGINS: 'https://app.example' }

/** Starts as the server does, makes its first organization, and stops; the reason when it does not start. */
async function start(environment: Environment): Promise<'started' | string> {
  try {
    const common = { LATCHKEY_DATA_DIR: dataDir, LATCHKEY_API_PORT: '0', LATCHKEY_LOG_LEVEL: 'silent' }
    const config = readConfig({ ...common, ...environment })
    const server = await startApiServer(config)
    await bootstrapOrganization(server.system, config.dataDir)
    await server.close()
    return 'started'
  } catch (error) {
    if (error instanceof StartFailure) return error.message
    throw error
  }
}

const open = (name: string, mode: number) => async () => {
  expect(await start(production)).toBe('started')
  chmodSync(join(dataDir, name), mode)
}

it.each<[what: string, environment: Environment, prepare: () => unknown, outcome: RegExp]>([
  ['development on this machine', {}, () => undefined, /^started$/],
  ['production with one origin', { ...production, LATCHKEY_HOST: '0.0.0.0' }, () => undefined, /^started$/],
  ['development for everybody', { LATCHKEY_HOST: '0.0.0.0' }, () => undefined, /^LATCHKEY_HOST is "0\.0\.0\.0"/],
  [
    'development for everybody, with origins',
    { LATCHKEY_HOST: '::', LATCHKEY_ORIGINS: 'https://app.example' },
    () => undefined,
    /^LATCHKEY_HOST is "::"/,
  ],
  ['production for any page', { LATCHKEY_MODE: 'production' }, () => undefined, /^LATCHKEY_ORIGINS is not set/],
  [
    'production for pages of every machine',
    { ...production, LATCHKEY_ORIGINS: 'http://localhost:*' },
    () => undefined,
    /^LATCHKEY_ORIGINS is /,
  ],
  [
    'production with a wildcard',
    { ...production, LATCHKEY_ORIGINS: '*' },
    () => undefined,
    /^LATCHKEY_ORIGINS is "\*"/,
  ],
  ['a session secret that others read', production, open('session-secret', 0o640), /session-secret: chmod 600 /],
  ['a token key that others read', production, open('session-jwt-key', 0o604), /session-jwt-key: chmod 600 /],
  ['a root key that others read', production, open('local-operator.json', 0o644), /local-operator\.json: chmod 600 /],
  [
    'a directory in which anybody may replace secrets',
    production,
    () => {
      mkdirSync(dataDir)
      chmodSync(dataDir, 0o777)
    },
    /^anybody on this machine may write to .*: chmod 700 /,
  ],
  [
    'a root key that is damaged',
    production,
    async () => {
      await start(production)
      writeFileSync(join(dataDir, 'local-operator.json'), '{}')
    },
    /local-operator\.json is damaged/,
  ],
])('%s', async (_what, environment, prepare, outcome) => {
  await prepare()
  const result = await start(environment)
  expect(result).toMatch(outcome)
  expect(result).not.toContain('\n')
})

it('no installation has the key of another, and no key is open to others', async () => {
  const keys = new Set<string>()
  for (const name of ['one', 'two']) {
    dataDir = join(folder, name)
    const server = await startApiServer(
      readConfig({ ...production, LATCHKEY_DATA_DIR: dataDir, LATCHKEY_API_PORT: '0', LATCHKEY_LOG_LEVEL: 'silent' }),
    )
    expect(await server.system.store.findFirstOrganization()).toBeUndefined()
    expect(existsSync(join(dataDir, 'local-operator.json'))).toBe(false)
    keys.add((await bootstrapOrganization(server.system, dataDir)).apiPrivateKey)
    await server.close()
    expect(statSync(join(dataDir, 'local-operator.json')).mode & 0o777).toBe(0o600)
  }
  expect(keys.size).toBe(2)
})
