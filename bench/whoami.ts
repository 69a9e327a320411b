/** Stamped `whoami`, key looked up on every request, against the limit server. Goal: rate ≥ 0.80, p50 ≤ 1.25, p99 ≤ 1.5. */
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
const body = JSON.stringify({ organizationId })
const { stampHeaderValue } = await new NodeStamper({ apiPublicKey, apiPrivateKey }).stamp(body)
const request = toRequest('/public/v1/query/whoami', body, stampHeaderValue)
const prepare = (count: number): Buffer[] => Array.from({ length: count }, () => request)

const sides = [
  { name: 'limit server', port: limit.ready.port, prepare },
  { name: 'whoami', port: api.ready.port, prepare },
] as const
await compare(...sides, { pairs: 15, requestsPerBurst: 6000, concurrency: 32 })
await compare(...sides, { pairs: 15, requestsPerBurst: 1500, concurrency: 1 })
limit.stop()
api.stop()
