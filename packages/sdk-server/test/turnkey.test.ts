import { inspect } from 'node:util'
import { ApiClient, ApiError, LatchkeyError, Turnkey } from '@latchkey/sdk-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isValidStamp, keyPair, organizationId, otherOrganizationId } from '../../http-client/test/support/fixtures.ts'
import { json, startPeer } from '../../http-client/test/support/peer.ts'
import packageJson from '../package.json' with { type: 'json' }

const names = [
  'LATCHKEY_API_BASE_URL',
  'LATCHKEY_API_PUBLIC_KEY',
  'LATCHKEY_API_PRIVATE_KEY',
  'LATCHKEY_ORGANIZATION_ID',
  'TURNKEY_API_PUBLIC_KEY',
  'TURNKEY_API_PRIVATE_KEY',
]

beforeEach(() => {
  for (const name of names) vi.stubEnv(name, undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const complete = { apiBaseUrl: 'http://localhost:4480', ...keyPair, defaultOrganizationId: organizationId }

describe('a client with an API key', () => {
  it('sends stamped requests to its organization and names its version', async () => {
    const whoami = { organizationId, organizationName: 'o', userId: 'u', username: 'n' }
    const peer = await startPeer(json(whoami))
    const client = new Turnkey({ ...complete, apiBaseUrl: peer.url }).apiClient()
    expect(await client.getWhoami()).toEqual(whoami)
    const [request] = peer.received
    expect(request?.path).toBe('/public/v1/query/whoami')
    expect(request?.body.toString()).toBe(`{"organizationId":"${organizationId}"}`)
    expect(request?.headers['x-client-version']).toBe(`${packageJson.name}@${packageJson.version}`)
    expect(isValidStamp(request?.headers['x-stamp'], request?.body ?? Buffer.of())).toBe(true)
  })

  it('sends to another organization when a call names one', async () => {
    const peer = await startPeer(json({}))
    await new Turnkey({ ...complete, apiBaseUrl: peer.url })
      .apiClient()
      .getWhoami({ organizationId: otherOrganizationId })
    expect(peer.received[0]?.body.toString()).toBe(`{"organizationId":"${otherOrganizationId}"}`)
  })

  it('rejects with the server’s refusal', async () => {
    const info = {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'PUBLIC_KEY_NOT_FOUND',
      domain: 'latchkey',
      metadata: { remedy: 'Register it.', requestId: 'r-1' },
    }
    const peer = await startPeer(json({ code: 16, message: 'could not find public key', details: [info] }, 401))
    const error: unknown = await new Turnkey({ ...complete, apiBaseUrl: peer.url })
      .apiClient()
      .getWhoami()
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      code: 'PUBLIC_KEY_NOT_FOUND',
      remedy: 'Register it.',
      httpStatus: 401,
      requestId: 'r-1',
    })
  })

  it('cannot ask for a passkey, so a refusal that wants one is thrown with its remedy, after one request', async () => {
    const remedy = 'Stamp this request with the passkey.'
    const info = {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'STEP_UP_REQUIRED',
      domain: 'latchkey',
      metadata: { remedy },
    }
    const peer = await startPeer(json({ code: 7, message: 'step-up required', details: [info] }, 403))
    const client = new Turnkey({ ...complete, apiBaseUrl: peer.url }).apiClient()
    await expect(client.deleteSubOrganization()).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED', remedy })
    expect(peer.received).toHaveLength(1)
  })

  it('is made once', () => {
    const turnkey = new Turnkey(complete)
    expect(turnkey.apiClient()).toBeInstanceOf(ApiClient)
    expect(turnkey.apiClient()).toBe(turnkey.apiClient())
  })

  it('shows its configuration but no key', () => {
    const turnkey = new Turnkey(complete)
    expect(turnkey.config).toEqual({ apiBaseUrl: complete.apiBaseUrl, defaultOrganizationId: organizationId })
    expect(inspect(turnkey, { depth: 9, showHidden: true })).not.toContain(keyPair.apiPrivateKey)
  })
})

describe('the environment', () => {
  it.each(['LATCHKEY', 'TURNKEY'])('supplies what is left out, keys as %s_API_…', async (prefix) => {
    const peer = await startPeer(json({}))
    vi.stubEnv('LATCHKEY_API_BASE_URL', peer.url)
    vi.stubEnv('LATCHKEY_ORGANIZATION_ID', organizationId)
    vi.stubEnv(`${prefix}_API_PUBLIC_KEY`, keyPair.apiPublicKey)
    vi.stubEnv(`${prefix}_API_PRIVATE_KEY`, keyPair.apiPrivateKey)
    await new Turnkey().apiClient().getWhoami()
    const [request] = peer.received
    expect(request?.body.toString()).toBe(`{"organizationId":"${organizationId}"}`)
    expect(isValidStamp(request?.headers['x-stamp'], request?.body ?? Buffer.of())).toBe(true)
  })

  it('yields to what is passed, and LATCHKEY_ comes before TURNKEY_', () => {
    vi.stubEnv('LATCHKEY_API_BASE_URL', 'http://environment.example')
    vi.stubEnv('LATCHKEY_API_PUBLIC_KEY', keyPair.apiPublicKey)
    vi.stubEnv('TURNKEY_API_PUBLIC_KEY', 'not a key')
    const { apiBaseUrl, apiPrivateKey, defaultOrganizationId } = complete
    const turnkey = new Turnkey({ apiBaseUrl, apiPrivateKey, defaultOrganizationId })
    expect(turnkey.config.apiBaseUrl).toBe(apiBaseUrl)
  })
})

describe('a configuration that lacks something', () => {
  const variables = {
    apiBaseUrl: 'LATCHKEY_API_BASE_URL',
    apiPublicKey: 'LATCHKEY_API_PUBLIC_KEY',
    apiPrivateKey: 'LATCHKEY_API_PRIVATE_KEY',
    defaultOrganizationId: 'LATCHKEY_ORGANIZATION_ID',
  }

  it.each(Object.entries(variables))('names %s and the variable %s', (member, variable) => {
    const incomplete = { ...complete, [member]: '' }
    expect(() => new Turnkey(incomplete)).toThrow(LatchkeyError)
    expect(() => new Turnkey(incomplete)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: `The configuration lacks ${member}.`,
        remedy: expect.stringContaining(variable),
      }),
    )
  })

  it('names everything at once', () => {
    expect(() => new Turnkey()).toThrow(
      expect.objectContaining({
        message: 'The configuration lacks apiBaseUrl, apiPublicKey, apiPrivateKey, defaultOrganizationId.',
      }),
    )
  })

  it('or is malformed is refused at once', () => {
    expect(() => new Turnkey({ ...complete, apiBaseUrl: 'localhost' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('apiBaseUrl') }),
    )
  })
})
