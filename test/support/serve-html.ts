/** Serves one page on a port of its own, for tests that need an origin. */
import { once } from 'node:events'
import { createServer } from 'node:http'

/** A page and its server. */
export interface ServedPage {
  readonly port: number
  /** Stops the server. */
  close(): Promise<void>
}

/**
 * Serves the same HTML at every path, on all names of the loopback address.
 * @param html text of the document
 */
export async function serveHtml(html: string): Promise<ServedPage> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(html)
  }).listen(0)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    port: address.port,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
