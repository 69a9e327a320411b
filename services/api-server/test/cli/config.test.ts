/** `config print` and `config check`. */
import { describe, expect, it } from 'vitest'
import { listSettings } from '../../src/cli/config-print.ts'
import { settings } from '../../src/settings.ts'
import { run } from './support.ts'

const production = {
  LATCHKEY_MODE: 'production',
  LATCHKEY_TRUSTED_PROXIES: '127.0.0.1',
  LATCHKEY_ORIGINS: 'https://app.example',
  LATCHKEY_DATA_DIR: '/var/lib/latchkey',
}

describe('config print', () => {
  it('shows every setting with value and source', async () => {
    const { code, out } = await run(['config', 'print', '--json'], { LATCHKEY_API_PORT: '1', LATCHKEY_HOST: '' })
    expect(code).toBe(0)
    const listed: { name: string }[] = JSON.parse(out)
    expect(listed.map(({ name }) => name)).toEqual(Object.keys(settings))
    expect(listed).toContainEqual(
      expect.objectContaining({ name: 'LATCHKEY_API_PORT', value: '1', source: 'environment' }),
    )
    expect(listed).toContainEqual(
      expect.objectContaining({ name: 'LATCHKEY_HOST', value: '127.0.0.1', source: 'default' }),
    )
    expect(listed).toContainEqual(expect.objectContaining({ name: 'LATCHKEY_ORIGINS', value: null, source: 'default' }))
  })

  it('is text for people without --json', async () => {
    const { out } = await run(['config', 'print'], { LATCHKEY_API_PORT: '1' })
    expect(out).toContain('LATCHKEY_API_PORT=1  (environment)\n    Port of the API.\n')
  })

  it('shows that a secret is set, and not the secret', () => {
    const table = { A: { byDefault: undefined, meaning: 'm', isSecret: true } } as const
    expect(listSettings(table, { A: 'hush' })).toMatchObject([{ value: '***', source: 'environment' }])
    expect(listSettings(table, {})).toMatchObject([{ value: null, source: 'default' }])
  })
})

describe('config check', () => {
  const levels = async (environment: Record<string, string>) => {
    const { code, out } = await run(['config', 'check', '--json'], environment)
    const { findings }: { findings: { level: string; what: string }[] } = JSON.parse(out)
    return { code, notOk: findings.filter(({ level }) => level !== 'ok').map(({ level, what }) => `${level} ${what}`) }
  }

  it('has nothing to say about the defaults and about a good production', async () => {
    expect(await levels({})).toEqual({ code: 0, notOk: [] })
    expect(await levels(production)).toEqual({ code: 0, notOk: [] })
  })

  it.each<[Record<string, string>, number, RegExp]>([
    [{ LATCHKEY_API_PORT: 'x' }, 1, /^fail LATCHKEY_API_PORT is "x"/],
    [{ LATCHKEY_IFRAME_PORT: '70000' }, 1, /^fail LATCHKEY_IFRAME_PORT is "70000"/],
    [{ LATCHKEY_MODE: 'production' }, 1, /^fail LATCHKEY_ORIGINS is not set/],
    [{ LATCHKEY_ORIGNS: 'https://app.example' }, 0, /^warn LATCHKEY_ORIGNS is no setting/],
    [{ ...production, LATCHKEY_ORIGINS: 'http://app.example' }, 1, /^fail LATCHKEY_ORIGINS has http:\/\/app\.example/],
    [
      { ...production, LATCHKEY_ORIGINS: 'http://localhost:3000' },
      0,
      /^warn LATCHKEY_ORIGINS has http:\/\/localhost:3000/,
    ],
    [{ ...production, LATCHKEY_TRUSTED_PROXIES: '' }, 0, /^warn LATCHKEY_TRUSTED_PROXIES is not set/],
    [{ ...production, LATCHKEY_TRUSTED_PROXIES: '0.0.0.0/0' }, 0, /^warn LATCHKEY_TRUSTED_PROXIES trusts everybody/],
    [{ ...production, LATCHKEY_DATA_DIR: 'data' }, 0, /^warn LATCHKEY_DATA_DIR data is relative/],
    [{ ...production, LATCHKEY_LOG_LEVEL: 'silent' }, 0, /^warn LATCHKEY_LOG_LEVEL is silent/],
    [{ LATCHKEY_SESSION_POWERS: 'full' }, 0, /^warn LATCHKEY_SESSION_POWERS is full/],
    [{ LATCHKEY_MAX_SESSION_SECONDS: '2592001' }, 0, /^warn LATCHKEY_MAX_SESSION_SECONDS is 2592001/],
  ])('%j is noticed', async (environment, code, line) => {
    expect(await levels(environment)).toEqual({ code, notOk: [expect.stringMatching(line)] })
  })

  it('tells people what to do', async () => {
    const { out } = await run(['config', 'check'], { LATCHKEY_SESSION_POWERS: 'full' })
    expect(out).toMatch(
      /^ok {4}settings: .*\nwarn {2}settings: LATCHKEY_SESSION_POWERS is full\n {6}-> take step-up: .*\n$/,
    )
  })
})
