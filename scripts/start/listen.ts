/** Lets an HTTP server listen, and makes it closable in one call. */
import type { Server } from 'node:http'

/** A server that listens. */
export interface Listening {
  port: number
  close(): Promise<void>
}

/**
 * Resolves when the server listens.
 * @param server HTTP server
 * @param host host name to bind to
 * @param port port number; 0 takes any free one
 */
export async function listen(server: Server, host: string, port: number): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return { port: bound, close: () => closeServer(server) }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
