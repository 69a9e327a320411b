/** HTTP as it arrives: limits, framing, content types and CORS, with every answer in JSON. */
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorCodeOf, startTestApiServer, type TestServer } from '../../../test/support/api-server.ts'
import { sendRaw } from './support/raw-http.ts'

const whoami = '/public/v1/query/whoami'

let server: TestServer
let body: string
let stamp: Record<string, string>
beforeAll(async () => {
  server = await startTestApiServer()
  body = JSON.stringify({ organizationId: server.organizationId })
  stamp = await server.root(body)
})
afterAll(() => server.close())

/** Status and code of the answer to bytes sent by hand. */
async function rawOutcome(bytes: string): Promise<[status: number, code: unknown]> {
  const answer = await sendRaw(server.url, bytes)
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'access-control-allow-origin': '*' })
  return [answer.status, errorCodeOf({ status: answer.status, body: JSON.parse(answer.body) })]
}

const head = (...lines: string[]) => [`POST ${whoami} HTTP/1.1`, 'Host: api', ...lines, '', ''].join('\r\n')

describe('content types', () => {
  it.each([
    'application/json',
    'text/plain;charset=UTF-8',
    'application/x-www-form-urlencoded',
    'image/png',
    'nonsense',
    'a/b/c',
    ';',
    'multipart/form-data',
  ])('do not matter: %s', async (contentType) => {
    expect(await server.post(whoami, body, { ...stamp, 'Content-Type': contentType })).toMatchObject({ status: 200 })
  })

  it('need not be there', async () => {
    const lines = [`X-Stamp: ${stamp['X-Stamp']}`, `Content-Length: ${body.length}`, 'Connection: close']
    expect(await sendRaw(server.url, head(...lines) + body)).toMatchObject({ status: 200 })
  })

  it('of answers are exactly application/json', async () => {
    const answer = await fetch(server.url + whoami, { method: 'POST', body, headers: stamp })
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect((await fetch(`${server.url}/nowhere`)).headers.get('content-type')).toBe('application/json')
  })
})

describe('bodies', () => {
  it('may be of 64 KiB and not one byte more', async () => {
    const padded = (length: number) => body.replace('}', `${' '.repeat(length - body.length)}}`)
    expect(errorCodeOf(await server.post(whoami, padded(65_536)))).toBe('STAMP_MISSING')
    const answer = await server.post(whoami, padded(65_537))
    expect([answer.status, errorCodeOf(answer)]).toEqual([413, 'BODY_TOO_LARGE'])
  })

  it('are measured as they come, whatever length is announced', async () => {
    const answer = await new Promise<[number | undefined, string]>((resolve, reject) => {
      const upload = request(
        server.url + whoami,
        { method: 'POST', headers: { 'Transfer-Encoding': 'chunked' } },
        (response) => {
          response.setEncoding('utf8')
          let text = ''
          response.on('data', (chunk: string) => {
            text += chunk
          })
          response.on('end', () => resolve([response.statusCode, text]))
        },
      )
      upload.on('error', reject)
      upload.end('x'.repeat(70_000))
    })
    expect([answer[0], errorCodeOf({ status: 0, body: JSON.parse(answer[1]) })]).toEqual([413, 'BODY_TOO_LARGE'])
  })

  it.each(['gzip', 'br', 'identity, gzip', 'x'])('must not be encoded: %s', async (encoding) => {
    const answer = await server.post(whoami, body, { ...stamp, 'Content-Encoding': encoding })
    expect([answer.status, errorCodeOf(answer)]).toEqual([415, 'BODY_ENCODING_UNSUPPORTED'])
  })

  it('may say that they are not encoded', async () => {
    expect(await server.post(whoami, body, { ...stamp, 'Content-Encoding': 'identity' })).toMatchObject({ status: 200 })
  })

  it('must be there', async () => {
    expect(await rawOutcome(head('Content-Length: 0', 'Connection: close'))).toEqual([400, 'BODY_MALFORMED'])
    expect(await rawOutcome(head('Connection: close'))).toEqual([400, 'BODY_MALFORMED'])
  })
})

describe('stamps on the wire', () => {
  it('are refused when one is sent twice, before anything is evaluated', async () => {
    const lines = [
      `X-Stamp: ${stamp['X-Stamp']}`,
      `x-stamp: ${stamp['X-Stamp']}`,
      `Content-Length: ${body.length}`,
      'Connection: close',
    ]
    expect(await rawOutcome(head(...lines) + body)).toEqual([400, 'STAMP_AMBIGUOUS'])
  })

  it('cover the received bytes, not what they mean', async () => {
    expect(errorCodeOf(await server.post(whoami, body.replace(':', ': '), stamp))).toBe('PUBLIC_KEY_NOT_FOUND')
  })
})

describe('paths', () => {
  it.each<[method: string, path: string, status: number, code: string]>([
    ['GET', '/nowhere', 404, 'UNKNOWN_PATH'],
    ['POST', '/', 404, 'UNKNOWN_PATH'],
    ['POST', '/docs', 404, 'UNKNOWN_PATH'],
    ['POST', '/public/v1/query/nothing', 404, 'UNKNOWN_PATH'],
    ['POST', '/%zz', 404, 'UNKNOWN_PATH'],
    ['POST', '/public/v1/query/whoam%69', 404, 'UNKNOWN_PATH'],
    ['POST', `${whoami}/`, 404, 'UNKNOWN_PATH'],
    ['POST', '/health', 404, 'UNKNOWN_PATH'],
    ['GET', whoami, 405, 'METHOD_NOT_ALLOWED'],
    ['PUT', whoami, 405, 'METHOD_NOT_ALLOWED'],
    ['PROPFIND', whoami, 405, 'METHOD_NOT_ALLOWED'],
    ['POST', '/public/v1/submit/create_wallet', 501, 'OPERATION_UNAVAILABLE'],
  ])('%s %s is answered %i', async (method, path, status, code) => {
    const answer = await fetch(server.url + path, { method })
    expect([answer.status, errorCodeOf({ status, body: await answer.json() })]).toEqual([status, code])
  })

  it('may have a surplus leading slash and a query string', async () => {
    expect(await server.post(`/${whoami}?a=b`, body, stamp)).toMatchObject({ status: 200 })
  })

  it('cannot be overridden by headers', async () => {
    const headers = { ...stamp, 'X-HTTP-Method-Override': 'GET', 'X-Original-URL': '/health' }
    expect(await server.post(whoami, body, headers)).toMatchObject({
      status: 200,
      body: { username: 'Local operator' },
    })
  })

  it('include a sign of life and the description of the API', async () => {
    expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: 'UP' })
    const description = await fetch(`${server.url}/openapi.json`)
    expect(description.headers.get('content-type')).toBe('application/json')
    expect(await description.json()).toMatchObject({ openapi: '3.1.0' })
  })
})

describe('the page for people', () => {
  it('is HTML, the same each time, that may run and load nothing', async () => {
    const answers = await Promise.all([1, 2].map(() => fetch(`${server.url}/docs`)))
    const [first, second] = await Promise.all(answers.map((answer) => answer.text()))
    expect(first).toMatch(/^<!doctype html>/)
    expect(second).toBe(first)
    expect(answers[0]?.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answers[0]?.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
  })

  it('is where the bare address leads, below whatever path it is served', async () => {
    const answer = await fetch(server.url, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, './docs'])
  })
})

describe('bad framing', () => {
  const tooLong = 'a'.repeat(20_000)
  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['two lengths', `${head('Content-Length: 2', 'Content-Length: 3')}{}`, 400],
    ['a length and chunks', `${head('Content-Length: 2', 'Transfer-Encoding: chunked')}{}`, 400],
    ['a length that is no number', `${head('Content-Length: x')}{}`, 400],
    ['broken chunks', `${head('Transfer-Encoding: chunked')}zz\r\n{}\r\n`, 400],
    ['a header without a name', head(': x'), 400],
    ['headers of more than 16 KiB', head(`X-Stamp: ${tooLong}`), 431],
  ])('%s is answered in the error envelope', async (_what, bytes, status) => {
    expect(await rawOutcome(bytes)).toEqual([status, 'HTTP_MALFORMED'])
  })

  it('does not take the server down', async () => {
    expect(await server.post(whoami, body, stamp)).toMatchObject({ status: 200 })
  })
})

describe('CORS', () => {
  it('lets every page ask first', async () => {
    const answer = await fetch(server.url + whoami, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://app.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'x-stamp',
      },
    })
    expect(answer.status).toBe(204)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers':
        'content-type, x-stamp, x-stamp-webauthn, x-session, x-client-version, x-stamp-attested, x-auth-proxy-config-id, x-captcha-token',
      'access-control-max-age': '7200',
    })
  })

  it('never allows credentials and sets no cookie', async () => {
    const answer = await fetch(server.url + whoami, {
      method: 'POST',
      body,
      headers: { ...stamp, Origin: 'https://app.example', Cookie: 'a=b' },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect(answer.headers.get('set-cookie')).toBeNull()
  })
})
