/** A real HTTP server on loopback that records what arrives and answers what a test tells it to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** One request as it arrived. */
export interface Received {
  readonly method: string | undefined
  readonly path: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Answers one request; the exchange gives access to the socket below. */
export type Answer = (request: Received, exchange: ServerResponse) => void

/** The server of one test. */
export interface Peer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly received: readonly Received[]
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/**
 * Starts a server that the end of the test stops.
 * @param answer what it does with each request
 */
export async function startPeer(answer: Answer): Promise<Peer> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const { method, url: path, headers } = request
    const entry = { method, path, headers, body: await readBody(request) }
    received.push(entry)
    answer(entry, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the peer listens on no port')
  return { url: `http://127.0.0.1:${address.port}`, received }
}

/** Leaves the request without an answer. */
export const noAnswer: Answer = () => undefined

/**
 * An answer with a JSON body.
 * @param value what the body says
 * @param status HTTP status, default 200
 */
export function json(value: unknown, status = 200): Answer {
  return text(JSON.stringify(value), status)
}

/**
 * An answer with any body.
 * @param body sent as it is
 * @param status HTTP status
 */
export function text(body: string, status: number): Answer {
  return (_request, exchange) => {
    exchange.writeHead(status).end(body)
  }
}
