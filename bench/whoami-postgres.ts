/** Stamped `whoami` over PostgreSQL, key looked up on every request, against the limit server. Goal: rate ≥ 0.60. */
import { NodeStamper } from '@latchkey/sdk-server'
import { startPostgresServer } from '../test/support/postgres-server.ts'
import type { ApiServerReady } from './support/api-server.ts'
import { compare } from './support/compare.ts'
import { toRequest } from './support/load.ts'
import { startServer } from './support/servers.ts'

await using postgres = await startPostgresServer()
const url = postgres.urlOf(await postgres.makeDatabase())
const database = { LATCHKEY_DATABASE_URL: url, LATCHKEY_DATABASE_DURABILITY: 'unsafe' }
const [limit, api] = await Promise.all([
  startServer<{ port: number }>('limit-server'),
  startServer<ApiServerReady>('api-server', database),
])
const { organizationId, apiPublicKey, apiPrivateKey } = api.ready
const body = JSON.stringify({ organizationId })
const { stampHeaderValue } = await new NodeStamper({ apiPublicKey, apiPrivateKey }).stamp(body)
const request = toRequest('/public/v1/query/whoami', body, stampHeaderValue)
const prepare = (count: number): Buffer[] => Array.from({ length: count }, () => request)

const sides = [
  { name: 'limit server', port: limit.ready.port, prepare },
  { name: 'whoami, PostgreSQL', port: api.ready.port, prepare },
] as const
await compare(...sides, { pairs: 15, requestsPerBurst: 3000, concurrency: 32 })
await compare(...sides, { pairs: 15, requestsPerBurst: 750, concurrency: 1 })
limit.stop()
api.stop()
