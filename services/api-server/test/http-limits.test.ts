/** The limits of HTTP as Node has them, read back from a server that listens. */
import { createServer } from 'node:http'
import pino from 'pino'
import { expect, it } from 'vitest'
import { startTestApiServer } from '../../../test/support/api-server.ts'
import { sendRaw } from '../../../test/support/raw-http.ts'
import { readConfig } from '../src/config.ts'
import { createHttpServer } from '../src/http-adapter.ts'
import { toHttpLimits } from '../src/traffic/traffic-limits.ts'

const { traffic } = readConfig({})

it('are all set, and none is Node’s own', async () => {
  const test = await startTestApiServer()
  const { server, initialConfig } = createHttpServer(test.system, traffic)
  const { headersTimeout, requestTimeout, keepAliveTimeout, timeout } = server
  expect({ headersTimeout, requestTimeout, keepAliveTimeout, timeout }).toEqual({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    timeout: 30_000,
  })
  expect(initialConfig.bodyLimit).toBe(65_536)
  const bare = createServer()
  expect(bare.headersTimeout).not.toBe(headersTimeout)
  await test.close()
})

it('follow the settings: headers have a third, and waiting on purpose is not silence', () => {
  expect(toHttpLimits({ ...traffic, requestSeconds: 6, keepAliveSeconds: 75 })).toEqual({
    headersTimeout: 2_000,
    requestTimeout: 6_000,
    keepAliveTimeout: 75_000,
    connectionsCheckingInterval: 2_000,
    maxHeaderSize: 16_384,
    timeout: 76_000,
  })
})

it('let no header be overlooked: of a great many, none is read', async () => {
  const server = await startTestApiServer()
  const lines = Array.from({ length: 2_100 }, () => 'a:b')
  const start = ['POST /public/v1/query/whoami HTTP/1.1', 'Host: api', 'Connection: close', 'Content-Length: 2']
  const answer = await sendRaw(server.url, [...start, 'X-Stamp: a', ...lines, 'X-Stamp: b', '', '{}'].join('\r\n'))
  expect(answer.status).toBe(431)
  await server.close()
})

it('are warned of when a proxy that is not known speaks for others, once', async () => {
  const lines: string[] = []
  const test = await startTestApiServer()
  const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) })
  const server = createHttpServer({ ...test.system, log }, traffic)
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  for (let each = 0; each < 3; each += 1) {
    await fetch(`${url}/health`, { headers: { 'X-Forwarded-For': '192.0.2.1' } })
  }
  expect(lines.length).toBe(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ peer: '127.0.0.1', level: 40 })
  expect(lines[0]).toContain('LATCHKEY_TRUSTED_PROXIES')
  await server.close()
  await test.close()
})
