/** Posts from another address of this machine, and shows the headers of the answer. */
import { type IncomingHttpHeaders, request } from 'node:http'
import type { TestAnswer } from './api-server.ts'

/** What is sent, and from where. */
export interface Posting {
  /** Such as `127.0.0.2`: all of 127.0.0.0/8 is this machine. */
  from: string
  body: string
  headers?: Record<string, string | string[]>
}

/**
 * Posts on a connection of its own.
 * @param url whole URL
 * @param posting body, headers and address of the sender
 */
export function postFrom(url: string, posting: Posting): Promise<TestAnswer & { headers: IncomingHttpHeaders }> {
  const { from, body, headers = {} } = posting
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', localAddress: from, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
