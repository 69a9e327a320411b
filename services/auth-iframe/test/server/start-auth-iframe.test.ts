/** What the frame's host answers, header by header, and what it refuses to start with. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthIframe, buildPage, type Page, startAuthIframe } from '../../src/index.ts'

const host = '127.0.0.1'
const app = 'https://app.example'
const origins = [app, 'http://localhost:*']

let page: Page
let frame: AuthIframe

beforeAll(async () => {
  page = await buildPage()
  frame = await startAuthIframe({ host, port: 0, origins, page })
})
afterAll(() => frame.close())

/** All headers but those of the connection. */
function headersOf(response: Response): Record<string, string> {
  const { date, connection, 'keep-alive': _, ...headers } = Object.fromEntries(response.headers)
  return headers
}

const anywhere = {
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
}

describe('the page', () => {
  it('comes with exactly these headers', async () => {
    const response = await fetch(`${frame.url}/`)
    const { 'content-length': _, ...headers } = headersOf(response)
    expect(response.status).toBe(200)
    expect(headers).toEqual({
      ...anywhere,
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; script-src '${page.integrity}'; style-src 'none'; connect-src 'none'; img-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors https://app.example http://localhost:*; require-trusted-types-for 'script'; trusted-types 'none'`,
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'cross-origin',
      'origin-agent-cluster': '?1',
      'permissions-policy':
        'publickey-credentials-get=(), publickey-credentials-create=(), clipboard-read=(), clipboard-write=(), camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
    })
  })

  it('names its one script with its hash, after the list of origins', async () => {
    const html = await (await fetch(`${frame.url}/?any=query`)).text()
    const meta = '<meta name="latchkey-origins" content="https://app.example http://localhost:*">'
    const script = `<script src="${page.scriptPath}" integrity="${page.integrity}"></script>`
    expect(html.indexOf(meta)).toBeGreaterThan(0)
    expect(html.indexOf(script)).toBeGreaterThan(html.indexOf(meta))
    expect(html.match(/<script/g)).toHaveLength(1)
  })

  it('lets nobody embed it when no origin is listed', async () => {
    const closed = await startAuthIframe({ host, port: 0, origins: [], page })
    const { headers } = await fetch(closed.url)
    await closed.close()
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none';")
    expect(headers.get('x-frame-options')).toBe('DENY')
  })
})

describe('the other answers', () => {
  it('are the script, for ever', async () => {
    const response = await fetch(frame.url + page.scriptPath)
    const { 'content-length': _, ...headers } = headersOf(response)
    expect(await response.text()).toBe(page.script)
    expect(headers).toEqual({
      ...anywhere,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  it('are health', async () => {
    const response = await fetch(`${frame.url}/health`)
    expect(await response.json()).toEqual({ status: 'UP' })
    expect(headersOf(response)).toMatchObject({
      ...anywhere,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'content-type': 'application/json; charset=utf-8',
    })
  })

  it.each([
    [app, true],
    ['http://localhost:4482', true],
    ['https://other.example', false],
    ['https://app.example.evil.example', false],
    ['http://localhost.evil.example', false],
    ['null', false],
    [undefined, false],
  ])('are whether %s may embed the page: %s', async (origin, allowed) => {
    const response = await fetch(`${frame.url}/embedding`, origin === undefined ? {} : { headers: { origin } })
    expect(await response.json()).toEqual({ allowed })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('vary')).toBe('Origin')
  })

  it.each(['/', '/health', '/embedding'])('are the same for HEAD %s, without a body', async (path) => {
    const [head, get] = [await fetch(frame.url + path, { method: 'HEAD' }), await fetch(frame.url + path)]
    expect(await head.text()).toBe('')
    expect(head.status).toBe(200)
    expect(headersOf(head)).toEqual(headersOf(get))
  })

  it.each([
    ['GET', '/index.html'],
    ['GET', '//'],
    ['GET', '/assets/'],
    ['GET', '/assets/0000000000000000.js'],
    ['GET', '/favicon.ico'],
    ['GET', '/health/'],
    ['GET', '/constructor'],
    ['GET', '/%2e%2e/package.json'],
    ['POST', '/'],
    ['PUT', '/health'],
    ['OPTIONS', '/embedding'],
  ])('are 404 for %s %s', async (method, path) => {
    const response = await fetch(frame.url + path, { method })
    expect(response.status).toBe(404)
    expect(headersOf(response)).toMatchObject({ ...anywhere, 'content-type': 'text/plain; charset=utf-8' })
  })
})

describe('starting', () => {
  it.each([
    '*',
    'https://*',
    'https://*.example',
    'http://*:*',
    'localhost',
    'https://app.example/',
    'https://app.example/path',
    'https://App.example',
    'https://app.example:443',
    "'self'",
    "'none'",
    'https:',
    'https://app.example;script-src',
    'https://a"><script>',
    "https://o'brien.example",
    'http://[::1]:4482',
    'ftp://app.example',
    'null',
    'data:',
  ])('is refused with the origin %s', async (origin) => {
    const start = startAuthIframe({ host, port: 0, origins: [app, origin], page })
    await expect(start.then((started) => started.close())).rejects.toThrow(TypeError)
  })

  it('is refused with a sentence when the port is in use', async () => {
    const port = Number(new URL(frame.url).port)
    await expect(startAuthIframe({ host, port, origins, page })).rejects.toThrow(
      `The auth iframe cannot listen on 127.0.0.1:${port}: the port is in use; stop the other program or choose another port (LATCHKEY_IFRAME_PORT).`,
    )
  })

  it('is undone by close', async () => {
    const passing = await startAuthIframe({ host, port: 0, origins, page })
    await fetch(passing.url)
    await passing.close()
    await expect(fetch(passing.url)).rejects.toThrow()
  })
})
