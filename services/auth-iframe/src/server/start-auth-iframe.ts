/** The HTTP server of the auth iframe. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readOrigins } from '@latchkey/contract/origins'
import type { Page } from './build-page.ts'
import { makeResponder } from './respond.ts'

/** What {@link startAuthIframe} needs. */
export interface AuthIframeOptions {
  /** Name or address to listen on, such as `127.0.0.1`. */
  readonly host: string
  /** TCP port; 0 takes any free one. */
  readonly port: number
  /** Exact origins that may embed the frame; `http://localhost:*` stands for every port of localhost. */
  readonly origins: readonly string[]
  /** From `buildPage`. */
  readonly page: Page
}

/** The frame's running server. */
export interface AuthIframe {
  /** Origin of the frame without a trailing slash; on loopback always `http://localhost:<port>`, so that browsers count it to the same site as an application on localhost. */
  readonly url: string
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

const loopback = new Set(['localhost', '127.0.0.1', '::1'])

function toUrl(host: string, port: number): string {
  if (loopback.has(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Times in milliseconds, size in bytes. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
}
const silenceMs = 10_000

function makeServer(page: Page, origins: readonly string[]): Server {
  const respond = makeResponder(page, origins)
  const server = createServer(limits, (request, response) => {
    const { method = '', url = '', headers } = request
    const [path = ''] = url.split('?', 1)
    const answer = respond({ method, path, origin: headers.origin })
    response.writeHead(answer.status, { ...answer.headers, 'Content-Length': Buffer.byteLength(answer.body) })
    response.end(method === 'HEAD' ? undefined : answer.body)
  })
  // Silence in both directions: a client that does not read its answer.
  server.timeout = silenceMs
  return server
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use; stop the other program or choose another port (LATCHKEY_IFRAME_PORT)',
  EACCES: 'this user may not use the port; choose one above 1023 (LATCHKEY_IFRAME_PORT)',
  EADDRNOTAVAIL: 'this machine has no such address; correct the host (LATCHKEY_HOST)',
  ENOTFOUND: 'the host name is unknown; correct it (LATCHKEY_HOST)',
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = reasons[cause.code ?? ''] ?? cause.message
      reject(new Error(`The auth iframe cannot listen on ${host}:${port}: ${reason}.`, { cause }))
    })
    server.listen({ host, port }, () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve(address)
    })
  })
}

/**
 * The frame's server, listening.
 * @param options where to listen, who may embed the frame, and the built page
 * @throws TypeError when an origin is not exact
 * @throws Error with a sentence for people when the host or port cannot be used
 */
export async function startAuthIframe({ host, port, origins, page }: AuthIframeOptions): Promise<AuthIframe> {
  const server = makeServer(page, readOrigins(origins.join(' ')))
  const address = await listen(server, host, port)
  return {
    url: toUrl(host, address.port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
