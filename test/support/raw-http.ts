/** HTTP by hand, for requests that no client would send. */
import { connect } from 'node:net'

/** Answer to a request sent by hand. */
export interface RawAnswer {
  status: number
  /** In lower case. */
  headers: Record<string, string>
  body: string
}

function toAnswer(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  return { status: Number(statusLine.split(' ')[1]), headers, body: rest.join('\r\n\r\n') }
}

/**
 * Sends bytes and answers what comes back until the server closes the connection.
 * @param url server
 * @param bytes request; ask for `Connection: close` unless the server closes by itself
 */
export function sendRaw(url: string, bytes: string | Uint8Array): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(toAnswer(Buffer.concat(chunks).toString())))
  })
}
