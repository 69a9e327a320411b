/** Load over plain sockets: each connection sends prepared requests one after the other. It costs a fraction of what an HTTP client does. */
import { connect } from 'node:net'

/** What one burst showed. Latencies in milliseconds. */
export interface Burst {
  perSecond: number
  p50Ms: number
  p99Ms: number
  /** Answers other than 200, and connections that broke. */
  errors: number
}

/**
 * Sends every request once, spread over connections.
 * @param port port number on 127.0.0.1
 * @param requests complete HTTP/1.1 requests as bytes
 * @param concurrency count of connections
 */
export async function runBurst(port: number, requests: readonly Buffer[], concurrency: number): Promise<Burst> {
  const queue = requests.values()
  const latenciesMs: number[] = []
  let errors = 0
  const startedAtMs = performance.now()
  const workers = Array.from({ length: concurrency }, async () => {
    const connection = await openConnection(port)
    for (const request of queue) {
      const sentAtMs = performance.now()
      if ((await connection.exchange(request)) !== 200) errors += 1
      latenciesMs.push(performance.now() - sentAtMs)
    }
    connection.close()
  })
  await Promise.all(workers)
  const seconds = (performance.now() - startedAtMs) / 1000
  latenciesMs.sort((a, b) => a - b)
  return {
    perSecond: latenciesMs.length / seconds,
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    errors,
  }
}

/**
 * The value below which a share of a sorted list lies.
 * @param sorted numbers in ascending order
 * @param share from 0 to 1
 */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/**
 * A complete HTTP/1.1 POST as bytes.
 * @param path URL path
 * @param body exact body text
 * @param stamp value of X-Stamp
 */
export function toRequest(path: string, body: string, stamp: string): Buffer {
  const head = `POST ${path} HTTP/1.1\r\nhost: localhost\r\nx-stamp: ${stamp}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`
  return Buffer.from(head + body)
}

interface Connection {
  /** HTTP status of the answer; 0 when the connection broke. */
  exchange(request: Buffer): Promise<number>
  close(): void
}

function openConnection(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let received = ''
    let answer: (status: number) => void = () => undefined
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      received += chunk
      const end = findEnd(received)
      if (end === undefined || received.length < end) return
      const status = Number(received.slice(9, 12))
      received = received.slice(end)
      answer(status)
    })
    socket.on('error', reject)
    socket.on('close', () => answer(0))
    socket.on('connect', () =>
      resolve({
        exchange: (request) =>
          new Promise((settle) => {
            answer = settle
            socket.write(request)
          }),
        close: () => socket.destroy(),
      }),
    )
  })
}

/** Length of the first complete answer, once its head has arrived. */
function findEnd(received: string): number | undefined {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const length = /content-length: (\d+)/i.exec(received.slice(0, headEnd))
  return headEnd + 4 + Number(length?.[1] ?? 0)
}
