/** Opening a session durably with a key the client made, against the limit server over the same bytes. Goal: rate ≥ 0.35. */
import { generateKeyPairSync } from 'node:crypto'
import { NodeStamper } from '@latchkey/sdk-server'
import type { ApiServerReady } from './support/api-server.ts'
import { compare } from './support/compare.ts'
import { toRequest } from './support/load.ts'
import { startServer } from './support/servers.ts'

const [limit, api] = await Promise.all([
  startServer<{ port: number }>('limit-server'),
  startServer<ApiServerReady>('api-server'),
])
const { organizationId, apiPublicKey, apiPrivateKey } = api.ready
const stamper = new NodeStamper({ apiPublicKey, apiPrivateKey })
const userIds = await createUsers(50)
let serial = 0

async function createUsers(count: number): Promise<string[]> {
  const users = Array.from({ length: count }, (_, index) => ({
    userName: `User ${index}`,
    apiKeys: [],
    authenticators: [],
    oauthProviders: [],
    userTags: [],
  }))
  const answer = await post('create_users', 'ACTIVITY_TYPE_CREATE_USERS_V3', { users })
  return answer.activity.result.createUsersResult.userIds
}

async function post(name: string, type: string, parameters: object) {
  const body = JSON.stringify({ parameters, organizationId, timestampMs: String(Date.now()), type })
  const { stampHeaderName, stampHeaderValue } = await stamper.stamp(body)
  const url = `http://127.0.0.1:${api.ready.port}/public/v1/submit/${name}`
  return (await fetch(url, { method: 'POST', body, headers: { [stampHeaderName]: stampHeaderValue } })).json()
}

async function prepareOne(): Promise<Buffer> {
  serial += 1
  const parameters = {
    userId: userIds[serial % userIds.length],
    apiKeys: [
      {
        apiKeyName: `Session Key ${serial}`,
        publicKey: newPublicKeyHex(),
        expirationSeconds: '900',
        curveType: 'API_KEY_CURVE_P256',
      },
    ],
  }
  const type = 'ACTIVITY_TYPE_CREATE_API_KEYS_V2'
  const body = JSON.stringify({ parameters, organizationId, timestampMs: String(Date.now()), type })
  const { stampHeaderValue } = await stamper.stamp(body)
  return toRequest('/public/v1/submit/create_api_keys', body, stampHeaderValue)
}

function newPublicKeyHex(): string {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  const isOdd = (Buffer.from(y, 'base64url').at(-1) ?? 0) % 2 === 1
  return `${isOdd ? '03' : '02'}${Buffer.from(x, 'base64url').toString('hex')}`
}

const prepare = (count: number): Promise<Buffer[]> => Promise.all(Array.from({ length: count }, prepareOne))
const sides = [
  { name: 'limit server', port: limit.ready.port, prepare },
  { name: 'create session', port: api.ready.port, prepare },
] as const
await compare(...sides, { pairs: 11, requestsPerBurst: 2000, concurrency: 32 })
await compare(...sides, { pairs: 11, requestsPerBurst: 300, concurrency: 1 })
limit.stop()
api.stop()
