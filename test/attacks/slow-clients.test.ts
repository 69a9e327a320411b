/** Whoever sends or reads too slowly is cut off: a connection is not a place to stay. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { buildPage, startAuthIframe } from '@latchkey/auth-iframe'
import { afterAll, expect, it } from 'vitest'
import { startTestApiServer, unlimitedTraffic } from '../support/api-server.ts'

const limits = { requestSeconds: 1, keepAliveSeconds: 1 }
const server = await startTestApiServer({ traffic: { ...unlimitedTraffic, ...limits } })
afterAll(() => server.close())

const line = 'POST /public/v1/query/whoami HTTP/1.1\r\nHost: api\r\n'

/** How to be slow. */
interface Dripping {
  drop: string
  /** Default true. */
  reads?: boolean
  /** Default that of the API. */
  url?: string
}

/** Sends bytes, then one more every 100 ms, and reads or not; what came back, and how long it lasted. */
async function drip(bytes: string, { drop, reads = true, url = server.url }: Dripping) {
  const startedAtMs = performance.now()
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  if (reads) socket.on('data', (chunk) => (text += chunk))
  else socket.pause()
  socket.write(bytes)
  const dripping = setInterval(() => drop !== '' && socket.writable && socket.write(drop), 100)
  await new Promise((resolve) => socket.once('close', resolve))
  clearInterval(dripping)
  return { text, seconds: (performance.now() - startedAtMs) / 1000 }
}

it.each([
  ['nothing at all', '', '', '408'],
  ['a header that never ends', `${line}X-Slow: `, 'a', '408'],
  ['headers that never end', line, 'A: b\r\n', '408'],
  ['a body that never ends', `${line}Content-Length: 60000\r\n\r\n`, ' ', '408'],
  ['chunks that never end', `${line}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n', '408'],
  ['no second request', 'GET /health HTTP/1.1\r\nHost: api\r\n\r\n', '', '200'],
])('%s', async (_what, bytes, drop, status) => {
  const { text, seconds } = await drip(bytes, { drop })
  expect(text.split(' ')[1] ?? '').toBe(status)
  expect(seconds).toBeLessThan(5)
})

it('answers that are never read', async () => {
  const request = 'GET /openapi.json HTTP/1.1\r\nHost: api\r\n\r\n'
  const { seconds } = await drip(request.repeat(200), { drop: request, reads: false })
  expect(seconds).toBeLessThan(15)
})

it('the script of the auth iframe, asked for and never read', async () => {
  const page = await buildPage()
  const frame = await startAuthIframe({ host: '127.0.0.1', port: 0, origins: [], page })
  const request = `GET ${page.scriptPath} HTTP/1.1\r\nHost: auth\r\n\r\n`
  const url = frame.url.replace('localhost', '127.0.0.1')
  const { seconds } = await drip(request.repeat(400), { drop: request, reads: false, url })
  expect(seconds).toBeLessThan(40)
  await frame.close()
})
