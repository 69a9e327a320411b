/** A page without an origin of its own. It has to come from a server: Chromium keeps `data:` and `about:` pages away from loopback altogether. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { parentPageHtml } from './parent-page.ts'

/** A page and its server. */
export interface OpaquePage {
  readonly url: string
  /** Stops the server. */
  close(): void
}

/** Serves the page that embeds frames, sandboxed so that its origin is opaque. */
export async function serveOpaquePage(): Promise<OpaquePage> {
  const headers = { 'Content-Type': 'text/html', 'Content-Security-Policy': 'sandbox allow-scripts' }
  const server = createServer((_, response) => {
    response.writeHead(200, headers).end(parentPageHtml)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://localhost:${address.port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
