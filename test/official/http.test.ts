/**
 * @turnkey/http, the oldest and the newest generation, and @turnkey/api-key-stamper, one of each, unmodified, in Node: the caller
 * writes the whole body, and polls.
 */
import { generateSigningKey, toHex } from '@latchkey/crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApiServer, type TestServer } from '../support/api-server.ts'
import type { ApiKeyPair, Stamper } from './support/generated-client.ts'
import { loadOfficial, releaseOf } from './support/official-package.ts'

type Call<Answer> = (input: object) => Promise<Answer>
interface Activity {
  readonly status: string
  readonly result: { readonly createApiKeysResult?: { readonly apiKeyIds: readonly string[] } }
}

/** Functions that sign with one key for all, and take the body as a member. */
interface FirstHttp {
  init(config: { apiPublicKey: string; apiPrivateKey: string; baseUrl: string }): void
  withAsyncPolling(options: { request: Call<unknown> }): Call<Activity>
  readonly TurnkeyApi: { getWhoami: Call<{ userId: string }>; createApiKeys: Call<unknown> }
}

/** A client with a stamper. */
interface CurrentHttp {
  readonly TurnkeyClient: new (
    config: { baseUrl: string },
    stamper: Stamper,
  ) => { getWhoami: Call<{ userId: string }>; createApiKeys: Call<unknown> }
  createActivityPoller(options: { client: object; requestFn: Call<unknown> }): Call<Activity>
}

interface StamperPackage {
  readonly ApiKeyStamper: new (keyPair: ApiKeyPair) => Stamper
}

const http1 = { name: 'http-1.0', release: '@turnkey/http@1.0.1' }
const http6 = { name: 'http-6.6', release: '@turnkey/http@6.6.0' }
const stampers = [
  { name: 'api-key-stamper-0.1', release: '@turnkey/api-key-stamper@0.1.1' },
  { name: 'api-key-stamper-0.6', release: '@turnkey/api-key-stamper@0.6.17' },
]

let api: TestServer

beforeAll(async () => {
  api = await startTestApiServer()
})
afterAll(() => api.close())

it.each([http1, http6, ...stampers])('$release is what is installed', (official) => {
  expect(releaseOf(official)).toBe(official.release)
})

/** Body of a write that makes a key for a user, in the given version of the activity. */
async function makeKeyRequest(type: string, userId: string) {
  const publicKey = toHex((await generateSigningKey()).publicKey)
  const apiKey = { apiKeyName: 'key', publicKey, curveType: 'API_KEY_CURVE_P256', expirationSeconds: '60' }
  const { organizationId } = api
  return { type, organizationId, timestampMs: String(Date.now()), parameters: { userId, apiKeys: [apiKey] } }
}

const completed = {
  status: 'ACTIVITY_STATUS_COMPLETED',
  result: { createApiKeysResult: { apiKeyIds: [expect.any(String)] } },
}

it(`${http1.release} reads, writes and polls with the key it was initialised with`, async () => {
  const { init, TurnkeyApi, withAsyncPolling } = loadOfficial(http1) as FirstHttp
  init({ apiPublicKey: api.apiPublicKey, apiPrivateKey: api.apiPrivateKey, baseUrl: api.url })
  const { userId } = await TurnkeyApi.getWhoami({ body: { organizationId: api.organizationId } })
  const createKey = withAsyncPolling({ request: TurnkeyApi.createApiKeys })
  expect(await createKey({ body: await makeKeyRequest('ACTIVITY_TYPE_CREATE_API_KEYS', userId) })).toMatchObject(
    completed,
  )
  await expect(TurnkeyApi.getWhoami({ body: { organizationId: 'none' } })).rejects.toMatchObject({ code: 3 })
})

describe.each(stampers)(`${http6.release} with $release`, (official) => {
  it('reads, writes and polls', async () => {
    const { TurnkeyClient, createActivityPoller } = loadOfficial(http6) as CurrentHttp
    const { ApiKeyStamper } = loadOfficial(official) as StamperPackage
    const { apiPublicKey, apiPrivateKey } = api
    const client = new TurnkeyClient({ baseUrl: api.url }, new ApiKeyStamper({ apiPublicKey, apiPrivateKey }))
    const { userId } = await client.getWhoami({ organizationId: api.organizationId })
    const createKey = createActivityPoller({ client, requestFn: client.createApiKeys })
    expect(await createKey(await makeKeyRequest('ACTIVITY_TYPE_CREATE_API_KEYS_V2', userId))).toMatchObject(completed)
    await expect(client.getWhoami({ organizationId: 'none' })).rejects.toMatchObject({ code: 3 })
  })
})
