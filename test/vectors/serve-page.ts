/** A page on the loopback address, which browsers count as secure and so give WebCrypto. */
import { once } from 'node:events'
import { createServer } from 'node:http'

/** A running server of one page. */
export interface ServedPage {
  readonly url: string
  readonly close: () => Promise<void>
}

/**
 * Serves a page with one script on a free port of 127.0.0.1.
 * @param script the script's text
 */
export async function servePage(script: string): Promise<ServedPage> {
  const server = createServer((request, response) => {
    const [type, text] = request.url === '/script.js' ? ['text/javascript', script] : ['text/html', page]
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const page = '<!doctype html><title>Vectors</title><script src="/script.js"></script>'
