/** Two thousand connections that never finish their requests keep nobody else from an answer, and are all cut off. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, expect, it } from 'vitest'
import { rootActor } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'
import { inBatches } from '../support/in-batches.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

/** Opens a connection and sends the beginning of a request. */
async function beginRequest(beginning: string): Promise<Socket> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  // The server may well cut it off by a reset.
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(beginning)
  socket.resume()
  return socket
}

it('are cut off, and meanwhile others are answered', async () => {
  const line = 'POST /public/v1/query/whoami HTTP/1.1\r\n'
  const beginnings = ['', 'P', line, `${line}Host: api\r\nX-Slow: `]
  const sockets: Socket[] = []
  // A few at a time: more than the system keeps waiting would not even be connections.
  await inBatches(Array.from({ length: 2000 }), async () => {
    sockets.push(await beginRequest(beginnings[sockets.length % 4] ?? ''))
  })
  const root = await rootActor(server)
  const body = JSON.stringify({ organizationId: root.organizationId })
  const ask = async () => (await server.post('/public/v1/query/whoami', body, await root.stamp(body))).status
  const statuses = await Promise.all(Array.from({ length: 100 }, ask))
  expect(new Set(statuses)).toEqual(new Set([200]))
  await Promise.all(sockets.map((socket) => (socket.closed ? undefined : once(socket, 'close'))))
  expect(await ask()).toBe(200)
})
