/** Requests that two HTTP servers could split in different places are refused whole: nothing is smuggled behind a good one. */
import { afterAll, expect, it } from 'vitest'
import { rootActor } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'
import { sendRaw } from '../support/raw-http.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const root = await rootActor(server)
const body = JSON.stringify({ organizationId: root.organizationId })
const { 'X-Stamp': stamp } = await root.stamp(body)
const path = '/public/v1/query/whoami'
const length = `Content-Length: ${body.length}`
const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
const request = (start: string, lines: string[], content = body): string =>
  `${[start, 'Host: api', `X-Stamp: ${stamp}`, 'Connection: close', ...lines].join('\r\n')}\r\n\r\n${content}`
const post = (lines: string[], content = body): string => request(`POST ${path} HTTP/1.1`, lines, content)
const start = (line: string): string => request(line, [length])

it('takes the same request when it is framed once', async () => {
  expect((await sendRaw(server.url, post([length]))).status).toBe(200)
  expect((await sendRaw(server.url, post(['Transfer-Encoding: chunked'], chunked))).status).toBe(200)
})

it.each([
  ['two lengths', post([length, 'Content-Length: 0']), 400],
  ['the same length twice', post([length, length]), 400],
  ['a list of lengths', post([`${length}, ${body.length}`]), 400],
  ['a length and chunks', post([length, 'Transfer-Encoding: chunked'], chunked), 400],
  ['a length with a sign', post([`Content-Length: +${body.length}`]), 400],
  ['a negative length', post(['Content-Length: -1']), 400],
  ['a hexadecimal length', post([`Content-Length: 0x${body.length.toString(16)}`]), 400],
  ['a space before the colon', post([`Content-Length : ${body.length}`]), 400],
  ['a folded header', post([length, 'X-Folded: a\r\n b']), 400],
  ['a line feed for a line end', post([length]).replace('\r\nHost', '\nHost'), 400],
  ['a zero byte in a header', post([length, 'X-Zero: a\0b']), 400],
  ['chunks under another name', post(['Transfer-Encoding: xchunked'], chunked), 400],
  ['chunks not last', post(['Transfer-Encoding: chunked, identity'], chunked), 400],
  ['a chunk size that is no number', post(['Transfer-Encoding: chunked'], `zz\r\n${body}\r\n0\r\n\r\n`), 400],
  ['a chunk that is longer than its size', post(['Transfer-Encoding: chunked'], `1\r\n${body}\r\n0\r\n\r\n`), 400],
  ['no host', start(`POST ${path} HTTP/1.1`).replace('Host: api\r\n', ''), 400],
  ['another protocol', start(`POST ${path} HTTP/9.9`), 400],
  ['a space in the path', start(`POST ${path} x HTTP/1.1`), 400],
  ['a method of its own', start(`STAMP ${path} HTTP/1.1`), 400],
  ['headers of 17 KiB', post([length, `X-Long: ${'x'.repeat(17 * 1024)}`]), 431],
])('refuses %s', async (_what, bytes, status) => {
  expect((await sendRaw(server.url, bytes)).status).toBe(status)
})
