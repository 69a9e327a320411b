/** What a configuration must be. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkConfig, clientVersion } from '../src/config.ts'
import { codeOf } from './support/code-of.ts'

const config = {
  apiBaseUrl: 'http://localhost:4480',
  defaultOrganizationId: 'org',
  iframeUrl: 'https://auth.example/x',
}

describe('a configuration', () => {
  it('is taken when it is complete', () => {
    checkConfig(config)
    checkConfig({ ...config, iframeUrl: undefined })
    checkConfig({ ...config, stepUp: 'never' })
  })

  it.each([
    { apiBaseUrl: '' },
    { apiBaseUrl: '/api' },
    { apiBaseUrl: 'localhost:4480' },
    { apiBaseUrl: 'javascript:alert(1)' },
    { iframeUrl: '' },
    { iframeUrl: 'frame.html' },
    { iframeUrl: 'data:text/html,x' },
    { defaultOrganizationId: '' },
  ])('is refused with %o', async (change) => {
    expect(await codeOf(() => checkConfig({ ...config, ...change }))).toBe('CONFIG_INVALID')
  })

  it('is refused with another word for stepUp or renewal', async () => {
    const fromScripts: object[] = [{ stepUp: 'Never' }, { renewal: true }]
    for (const fromScript of fromScripts) {
      expect(await codeOf(() => checkConfig({ ...config, ...fromScript }))).toBe('CONFIG_INVALID')
    }
  })

  it('is refused when it comes from an environment that lacks it', async () => {
    const missing: Partial<typeof config> = {}
    expect(await codeOf(() => checkConfig(Object.assign({ ...config }, { apiBaseUrl: missing.apiBaseUrl })))).toBe(
      'CONFIG_INVALID',
    )
  })
})

describe('the version sent with every request', () => {
  it('is the package’s', () => {
    const manifest: { name: string; version: string } = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    )
    expect(clientVersion).toBe(`${manifest.name}@${manifest.version}`)
  })
})
