/** Two thousand connections opened at once push out one another, and nobody else. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, expect, it } from 'vitest'
import { startTestApiServer, unlimitedTraffic } from '../support/api-server.ts'
import { postFrom } from '../support/post-from.ts'

const proxy = '127.0.0.9'
const limits = { maxConnections: 300, maxConnectionsPerAddress: 100, trustedProxies: [proxy] }
const server = await startTestApiServer({ traffic: { ...unlimitedTraffic, ...limits } })
afterAll(() => server.close())

const { hostname, port } = new URL(server.url)
const line = 'POST /public/v1/query/whoami HTTP/1.1\r\n'
/** What is never finished: nothing, a line, a header, a body. */
const beginnings = ['', 'P', `${line}Host: api\r\nX-Slow: `, `${line}Host: api\r\nContent-Length: 9\r\n\r\n{`]

async function open(from: string, bytes: string): Promise<Socket> {
  const socket = connect({ port: Number(port), host: hostname, localAddress: from })
  socket.on('error', () => undefined)
  socket.resume()
  await once(socket, 'connect')
  socket.write(bytes)
  return socket
}

/** A client that keeps its connection and uses it now and then. */
async function openUsed(from: string): Promise<() => Promise<string>> {
  const socket = await open(from, '')
  return async () => {
    socket.write('GET /health HTTP/1.1\r\nHost: api\r\n\r\n')
    const [chunk] = await once(socket, 'data')
    return String(chunk).split('\r\n', 1)[0] ?? ''
  }
}

it('whoever uses a connection keeps it, and new ones are let in', async () => {
  const body = JSON.stringify({ organizationId: server.organizationId })
  const used = await openUsed('127.0.0.3')
  expect(await used()).toBe('HTTP/1.1 200 OK')
  const sockets: Socket[] = []
  for (let batch = 0; batch < 20; batch += 1) {
    const from = batch % 2 === 0 ? '127.0.0.66' : '127.0.0.67'
    const opened = Array.from({ length: 100 }, (_, each) => open(from, beginnings[each % 4] ?? ''))
    sockets.push(...(await Promise.all(opened)))
    expect(await used()).toBe('HTTP/1.1 200 OK')
    const answer = await postFrom(`${server.url}/public/v1/query/whoami`, {
      from: '127.0.0.2',
      body,
      headers: await server.root(body),
    })
    expect(answer.status).toBe(200)
  }
  expect(sockets.length).toBe(2_000)
  const cut = sockets.slice(0, 1_800)
  await Promise.all(cut.map((socket) => (socket.closed ? undefined : once(socket, 'close'))))
  expect(sockets.filter((socket) => !socket.closed).length).toBeLessThanOrEqual(200)
  for (const socket of sockets) socket.destroy()
})

it('a trusted proxy may have more than one address may', async () => {
  const sockets = await Promise.all(Array.from({ length: 150 }, () => open(proxy, 'P')))
  const answer = await postFrom(`${server.url}/public/v1/query/whoami`, { from: proxy, body: '{}' })
  expect(answer.status).toBe(400)
  expect(sockets.filter((socket) => socket.closed)).toEqual([])
  for (const socket of sockets) socket.destroy()
})
