/** Lets an HTTP server listen, and makes it closable in one call. */
import type { Server } from 'node:http'

/**
 * Resolves when the server listens.
 * @param server HTTP server
 * @param host host name to bind to
 * @param port port number
 */
export async function listen(server: Server, host: string, port: number): Promise<{ close(): Promise<void> }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return { close: () => closeServer(server) }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
