/** A proxy that changes headers of answers on their way, as misconfigured ones do. */
import { once } from 'node:events'
import { createServer } from 'node:http'

/** A listening proxy. */
export interface AlteringProxy {
  /** `http://localhost:<port>` */
  readonly url: string
  /** Stops the proxy. */
  close(): Promise<void>
}

/** Stays with the connection it came over. */
const ofConnection = ['connection', 'keep-alive', 'transfer-encoding', 'content-length']

/**
 * Passes GET requests on to a server.
 * @param target its origin
 * @param alter changes the headers of each answer
 */
export async function startAlteringProxy(target: string, alter: (headers: Headers) => void): Promise<AlteringProxy> {
  const server = createServer(async (request, response) => {
    const { origin } = request.headers
    const answer = await fetch(new URL(request.url ?? '/', target), { headers: origin ? { origin } : {} })
    const headers = new Headers(answer.headers)
    for (const name of ofConnection) headers.delete(name)
    alter(headers)
    response.writeHead(answer.status, Object.fromEntries(headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  }).listen(0)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  return {
    url: `http://localhost:${address.port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
