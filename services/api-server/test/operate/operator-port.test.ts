/** The operator's port of a running server: alive, ready or not and why, and what it counts. */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApiServer, type TestServer } from '../../../../test/support/api-server.ts'
import { sendRaw } from '../../../../test/support/raw-http.ts'

const page = readFileSync(join(import.meta.dirname, '../../../../docs/operating.md'), 'utf8')
const whoami = '/public/v1/query/whoami'

let server: TestServer
beforeEach(async () => {
  server = await startTestApiServer({ operator: { host: '127.0.0.1', port: 0 } })
  let closed: Promise<void> | undefined
  close = () => {
    closed ??= server.close()
    return closed
  }
})
let close: () => Promise<void>
afterEach(() => close())

/** Status and text of a path on the operator's port. */
async function ask(path: string, method = 'GET'): Promise<[status: number, text: string]> {
  const response = await fetch(`${server.operatorUrl}${path}`, { method })
  return [response.status, await response.text()]
}

/** Lines of the metrics that begin with a name. */
async function metricsOf(name: string): Promise<string[]> {
  const [, text] = await ask('/metrics')
  return text.split('\n').filter((line) => line.startsWith(name))
}

/** Value of a metric without labels. */
async function readValue(name: string): Promise<number> {
  const [line = ''] = await metricsOf(`${name} `)
  return Number(line.split(' ')[1])
}

const ask5 = async (): Promise<void> => {
  const { organizationId } = server
  for (let count = 0; count < 5; count++) await server.send(whoami, { organizationId }, server.root)
}

describe('the operator’s port', () => {
  it('says that the process is alive and ready, and knows nothing else', async () => {
    expect(await ask('/healthz')).toEqual([200, 'alive\n'])
    expect(await ask('/readyz')).toEqual([200, 'ready\n'])
    expect(await ask('/readyz', 'HEAD')).toEqual([200, ''])
    expect(await ask('/readyz', 'POST')).toEqual([405, 'GET only\n'])
    expect(await ask(whoami)).toEqual([404, 'There are /healthz, /readyz and /metrics.\n'])
  })

  it('is another port than the public one, which shows nothing of it', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      expect(await server.post(path, {})).toMatchObject({ status: 404 })
    }
    expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: 'UP' })
  })
})

describe('readiness', () => {
  it('ends within two seconds when the store is lost', async () => {
    await server.system.store.close()
    const startMs = performance.now()
    expect(await ask('/readyz')).toEqual([503, 'not ready: store-failed\n'])
    expect(performance.now() - startMs).toBeLessThan(2000)
    expect(await ask('/healthz')).toEqual([200, 'alive\n'])
    expect(await metricsOf('latchkey_ready ')).toEqual(['latchkey_ready 0'])
  })

  it('ends within two seconds when the store does not answer, and comes back with it', async () => {
    const held = Promise.withResolvers<void>()
    const write = server.system.store.transact(() => held.promise)
    const startMs = performance.now()
    const answers = await Promise.all([ask('/readyz'), ask('/readyz')])
    expect(answers).toEqual(Array.from({ length: 2 }, () => [503, 'not ready: store-silent\n']))
    expect(performance.now() - startMs).toBeLessThan(2000)
    held.resolve()
    await write
    expect(await ask('/readyz')).toEqual([200, 'ready\n'])
  })

  it('ends while the server stops, which answers what it has begun to read', async () => {
    const { organizationId } = server
    const body = JSON.stringify({ organizationId })
    const stamp = Object.entries(await server.root(body)).map(([name, value]) => `${name}: ${value}\r\n`)
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.write(`POST ${whoami} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n${stamp.join('')}\r\n{`)
    await expect.poll(() => metricsOf('latchkey_connections ')).toEqual(['latchkey_connections 1'])
    const closed = close()
    expect(await ask('/readyz')).toEqual([503, 'not ready: stopping\n'])
    socket.end(body.slice(1))
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    await closed
  })
})

describe('metrics', () => {
  it('count requests by operation and outcome, with the code the log has', async () => {
    const { organizationId } = server
    await ask5()
    await server.post(whoami, { organizationId })
    await server.send(whoami, { organizationId: '0195c0de-0000-7000-8000-000000000001' }, server.root)
    expect((await metricsOf('latchkey_requests_total{')).toSorted()).toEqual([
      'latchkey_requests_total{operation="whoami",outcome="OK"} 5',
      'latchkey_requests_total{operation="whoami",outcome="PUBLIC_KEY_NOT_FOUND"} 1',
      'latchkey_requests_total{operation="whoami",outcome="STAMP_MISSING"} 1',
    ])
    expect(await metricsOf('latchkey_request_duration_seconds_count')).toEqual([
      'latchkey_request_duration_seconds_count{operation="whoami"} 7',
    ])
  })

  it('never grow by what senders write, and show no id', async () => {
    await ask5()
    for (let count = 0; count < 20; count++) await server.post(`/public/v1/query/x${count}?organization=${count}`, {})
    await fetch(`${server.url}${whoami}`, { method: 'OPTIONS' })
    await sendRaw(server.url, 'nonsense\r\n\r\n')
    expect((await metricsOf('latchkey_requests_total{')).toSorted()).toEqual([
      'latchkey_requests_total{operation="unknown",outcome="HTTP_MALFORMED"} 1',
      'latchkey_requests_total{operation="unknown",outcome="UNKNOWN_PATH"} 20',
      'latchkey_requests_total{operation="whoami",outcome="OK"} 5',
    ])
    const [, text] = await ask('/metrics')
    for (const id of [server.organizationId, server.apiPublicKey]) expect(text).not.toContain(id)
  })

  it('count writes and commits of the store', async () => {
    const before = await readValue('latchkey_store_writes_total')
    await Promise.all([1, 2, 3].map(() => server.system.store.transact(async () => undefined)))
    // Asking whether the server is ready writes as well, once for each look at the metrics.
    expect(await readValue('latchkey_store_writes_total')).toBeGreaterThanOrEqual(before + 3)
    expect(await readValue('latchkey_store_commit_duration_seconds_count')).toBeGreaterThan(0)
    expect(await readValue('latchkey_store_writes_waiting')).toBe(0)
  })

  it('count the writes that wait for their turn', async () => {
    const held = Promise.withResolvers<void>()
    const isHeld = Promise.withResolvers<void>()
    const { store } = server.system
    const first = store.transact(async () => {
      isHeld.resolve()
      await held.promise
    })
    await isHeld.promise
    const others = [1, 2, 3].map(() => store.transact(async () => undefined))
    // The three, and the one that asks whether the store still writes.
    expect(await readValue('latchkey_store_writes_waiting')).toBeGreaterThanOrEqual(3)
    held.resolve()
    await Promise.all([first, ...others])
    expect(await readValue('latchkey_store_writes_waiting')).toBe(0)
  })

  it('are those of docs/operating.md, word for word', async () => {
    const [, text] = await ask('/metrics')
    const shown = [...text.matchAll(/^# HELP (\S+) (.*)\n# TYPE \S+ (\S+)$/gm)]
    const expected = shown.map(([, name, help, type]) => `| \`${name}\` | ${type} | ${help} |`)
    const documented = page.split('\n').filter((line) => /^\| `(latchkey|process|nodejs)_/.test(line))
    expect(documented.toSorted()).toEqual(expected.toSorted())
    expect(documented.length).toBeGreaterThan(10)
  })
})
