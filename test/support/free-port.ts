/** A TCP port for a server that has to know its number before it listens. */
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Finds a port that nothing listens on at the moment; where a server can take port 0 itself, that is better.
 * @returns port number on the loopback address
 */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}
