/** The end of the API's HTTP server: nothing new is taken, what was taken is answered, and that for so long and no longer. */
import type { FastifyInstance } from 'fastify'

/**
 * Stops listening, closes idle connections, and waits for the requests under way; each answer ends its connection. What is still open when
 * the time is over is cut off: a sender that never finishes its request must not keep the process alive.
 * @param server HTTP server that listens
 * @param seconds how long to wait at most
 */
export async function drain(server: FastifyInstance, seconds: number): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), seconds * 1000)
  try {
    await server.close()
  } finally {
    clearTimeout(timer)
  }
}
