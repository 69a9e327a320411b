/** Stamped `whoami`, key looked up on every request, against the limit server. */
import { NodeStamper } from '@latchkey/sdk-server'
import type { ApiServerReady } from './api-server.ts'
import { compare } from './compare.ts'
import { toRequest } from './load.ts'
import { startServer } from './servers.ts'

/** What is measured. */
export interface WhoamiOptions {
  /** How the results name it. */
  name: string
  /** Settings of the API server by name, default none. */
  environment?: Readonly<Record<string, string>>
  /** Requests of each burst at concurrency 32; a quarter of them at concurrency 1. */
  requestsPerBurst: number
}

/**
 * Prints the comparison at concurrency 32 and at concurrency 1.
 * @param options what is measured
 */
export async function compareWhoami({ name, environment = {}, requestsPerBurst }: WhoamiOptions): Promise<void> {
  const [limit, api] = await Promise.all([
    startServer<{ port: number }>('limit-server'),
    startServer<ApiServerReady>('api-server', environment),
  ])
  const { organizationId, apiPublicKey, apiPrivateKey } = api.ready
  const body = JSON.stringify({ organizationId })
  const { stampHeaderValue } = await new NodeStamper({ apiPublicKey, apiPrivateKey }).stamp(body)
  const request = toRequest('/public/v1/query/whoami', body, stampHeaderValue)
  const prepare = (count: number): Buffer[] => Array.from({ length: count }, () => request)
  const sides = [
    { name: 'limit server', port: limit.ready.port, prepare },
    { name, port: api.ready.port, prepare },
  ] as const
  await compare(...sides, { pairs: 15, requestsPerBurst, concurrency: 32 })
  await compare(...sides, { pairs: 15, requestsPerBurst: requestsPerBurst / 4, concurrency: 1 })
  limit.stop()
  api.stop()
}
