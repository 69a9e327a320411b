/** Development trusts every page on localhost; so it listens on this machine only, and production trusts none of them. */
import { readConfig, StartFailure } from '@latchkey/api-server'
import { expect, it } from 'vitest'
import { readConfig as readIframeConfig } from '../../services/auth-iframe/src/read-config.ts'

it.each(['0.0.0.0', '::', '192.168.1.10', 'api.example', '127.0.0.1.example', '0', '127.1'])(
  'does not start on %s',
  (host) => {
    expect(() => readConfig({ LATCHKEY_HOST: host })).toThrow(StartFailure)
    expect(() => readIframeConfig({ LATCHKEY_HOST: host })).toThrow(TypeError)
  },
)

it('is not what production does', () => {
  const production = { LATCHKEY_MODE: 'production', LATCHKEY_HOST: '0.0.0.0', LATCHKEY_ORIGINS: 'https://app.example' }
  expect(readConfig(production).origins).toEqual(['https://app.example'])
  expect(readIframeConfig(production).origins).toEqual(['https://app.example'])
  expect(() => readConfig({ ...production, LATCHKEY_ORIGINS: 'http://localhost:*' })).toThrow(StartFailure)
})
