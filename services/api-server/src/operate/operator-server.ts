/** The operator's own port: is the process alive, may it be given requests, what does it count. Never for the public. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Metrics } from './metrics.ts'
import type { Readiness } from './readiness.ts'

/** Where the operator's port is. */
export interface OperatorAddress {
  /** Name or address to bind to. */
  host: string
  /** Port; 0 takes any free one. */
  port: number
}

/** What is shown there. */
export interface Shown {
  readiness: Readiness
  metrics: Metrics
}

/** Running server of the operator's port. */
export interface OperatorServer {
  /** Base URL without a trailing slash. */
  url: string
  close(): Promise<void>
}

interface Answer {
  status: number
  type: string
  body: string
}

const plain = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body })

async function answer(path: string, { readiness, metrics }: Shown): Promise<Answer> {
  if (path === '/healthz') return plain(200, 'alive\n')
  if (path === '/metrics') return { status: 200, type: metrics.contentType, body: await metrics.toText() }
  if (path !== '/readyz') return plain(404, 'There are /healthz, /readyz and /metrics.\n')
  const reason = await readiness.explain()
  return reason === undefined ? plain(200, 'ready\n') : plain(503, `not ready: ${reason}\n`)
}

function makeListener(shown: Shown): RequestListener {
  return async ({ method, url = '' }, response) => {
    const [path = ''] = url.split('?', 1)
    const isRead = method === 'GET' || method === 'HEAD'
    const { status, type, body } = isRead
      ? await answer(path, shown).catch(() => plain(500, 'failed\n'))
      : plain(405, 'GET only\n')
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
    response.end(method === 'HEAD' ? undefined : body)
  }
}

function listen(server: Server, { host, port }: OperatorAddress): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve(address)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/**
 * Starts the operator's port; it is listening when this resolves.
 * @param where host and port
 * @param shown what is shown there
 * @throws Error of the operating system when it cannot listen
 */
export async function startOperatorServer(where: OperatorAddress, shown: Shown): Promise<OperatorServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, makeListener(shown))
  const { port } = await listen(server, where)
  const host = where.host.includes(':') ? `[${where.host}]` : where.host
  return { url: `http://${host}:${port}`, close: () => close(server) }
}
