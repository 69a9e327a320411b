/** The doctor's checks, one by one: each thing it looks for is set wrong here, beside the same thing right. */
import { hash } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApiServer } from '../../../../test/support/api-server.ts'
import { checkApi } from '../../src/cli/doctor/check-api.ts'
import { checkClock } from '../../src/cli/doctor/check-clock.ts'
import { checkDataDirectory } from '../../src/cli/doctor/check-data-directory.ts'
import { checkDatabase } from '../../src/cli/doctor/check-database.ts'
import { checkIframe } from '../../src/cli/doctor/check-iframe.ts'
import type { Finding } from '../../src/cli/finding.ts'
import { type Environment, readConfig } from '../../src/config.ts'
import { run } from './support.ts'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-doctor-'))
  cleanUps.push(() => rmSync(dataDir, { recursive: true }))
})

type Respond = Parameters<typeof createServer>[1]

/** Address of a server that answers everything in one way. */
async function serve(respond: Respond): Promise<string> {
  const server: Server = createServer({ maxHeaderSize: 65_536 }, respond)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUps.push(() => server.close())
  const address = server.address()
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
}

const toLines = (findings: readonly Finding[]): string[] => findings.map(({ level, what }) => `${level} ${what}`)
const badOf = (findings: readonly Finding[]): string[] => toLines(findings).filter((line) => !line.startsWith('ok'))

describe('the data directory', () => {
  const look = (changes: Record<string, string> = {}) =>
    badOf(checkDataDirectory(readConfig({ LATCHKEY_DATA_DIR: dataDir, ...changes })))
  const production = { LATCHKEY_MODE: 'production', LATCHKEY_ORIGINS: 'https://app.example' }

  it('is sound when only its owner may use it, or when it can still be made', () => {
    writeFileSync(join(dataDir, 'session-secret'), '', { mode: 0o600 })
    expect(look()).toEqual([])
    expect(look({ LATCHKEY_DATA_DIR: join(dataDir, 'not/yet') })).toEqual([])
  })

  it('is not when others may enter it or read a secret', () => {
    chmodSync(dataDir, 0o755)
    writeFileSync(join(dataDir, 'session-jwt-key'), '')
    chmodSync(join(dataDir, 'session-jwt-key'), 0o640)
    expect(look()).toEqual([
      expect.stringMatching(/^fail other users .* enter/),
      expect.stringMatching(/^fail .*session-jwt-key$/),
    ])
  })

  it('should not keep the operator’s key in production', () => {
    writeFileSync(join(dataDir, 'local-operator.json'), '{}', { mode: 0o600 })
    expect(look()).toEqual([])
    expect(look(production)).toEqual([expect.stringMatching(/^warn .*local-operator\.json/)])
  })

  it('cannot be a file', () => {
    writeFileSync(join(dataDir, 'file'), '')
    expect(look({ LATCHKEY_DATA_DIR: join(dataDir, 'file') })).toEqual([
      expect.stringMatching(/^fail .* cannot be written to/),
    ])
  })
})

describe('the database', () => {
  const look = async (changes: Environment = {}) =>
    toLines(await checkDatabase(readConfig({ LATCHKEY_DATA_DIR: dataDir, ...changes })))

  it('is sound after a server has closed it, and left alone while one has it', async () => {
    expect(await look()).toEqual([expect.stringMatching(/^ok .* will be made/)])
    const server = await startTestApiServer({ dataDir })
    expect(await look()).toEqual([expect.stringMatching(/^ok .* in use by a running server/)])
    await server.close()
    expect(await look()).toEqual([expect.stringMatching(/^ok .* is whole/)])
  })

  it('is not when it is something else', async () => {
    writeFileSync(join(dataDir, 'latchkey.db'), 'no database, but more than a hundred bytes of text'.repeat(10))
    expect(await look()).toEqual([expect.stringMatching(/^fail .*latchkey\.db cannot be used: .*not a database/)])
  })

  it('is not when it is a PostgreSQL that cannot be reached; its password is not shown', async () => {
    const url = `postgres://latchkey:xyzzy@localhost/latchkey?host=${dataDir}`
    const [line, ...others] = await look({ LATCHKEY_DATABASE_URL: url })
    expect(others).toEqual([])
    expect(line).toMatch(/^fail postgres:\/\/latchkey@.* cannot be used: .*ENOENT/)
    expect(line).not.toContain('xyzzy')
  })
})

describe('the API', () => {
  const look = async (respond: Respond) =>
    badOf((await checkApi({ url: await serve(respond), mayBeAbsent: false })).findings)

  it('is sound when it is one', async () => {
    const server = await startTestApiServer()
    cleanUps.push(() => server.close())
    const { findings, aheadMs } = await checkApi({ url: server.url, mayBeAbsent: false })
    expect(findings.map(({ level }) => level)).toEqual(['ok', 'ok', 'ok'])
    expect(Math.abs(aheadMs ?? Number.NaN)).toBeLessThan(5_000)
  })

  it('is missed where it should be, and may be absent where it need not run yet', async () => {
    const url = 'http://127.0.0.1:1'
    expect(toLines((await checkApi({ url, mayBeAbsent: false })).findings)).toEqual([
      expect.stringMatching(/^fail nothing answers/),
    ])
    expect(toLines((await checkApi({ url, mayBeAbsent: true })).findings)).toEqual([
      expect.stringMatching(/^warn nothing answers/),
    ])
  })

  it('is not something else, and not a redirect', async () => {
    expect(await look((_request, response) => response.end('hello'))).toEqual([
      expect.stringMatching(/^fail .* HTTP 200, not as the API does/),
    ])
    const redirect: Respond = (_request, response) =>
      response.writeHead(301, { location: 'https://api.example/' }).end()
    expect(await look(redirect)).toEqual([expect.stringMatching(/^fail .* redirects to https:\/\/api\.example\//)])
  })

  it('is behind a proxy that cuts off long headers and answers preflight requests itself', async () => {
    const found = await look(({ method, headers }, response) => {
      if (method === 'OPTIONS') response.writeHead(204, { 'access-control-allow-headers': 'content-type' }).end()
      else if (JSON.stringify(headers).length > 8_192)
        response.writeHead(400).end('<html>Request header too large</html>')
      else response.end('{"status":"UP"}')
    })
    expect(found).toEqual([
      'fail a request with a stamp of 12 KiB ends in HTTP 400',
      'fail preflight requests are not answered by the API',
    ])
  })
})

describe('the auth iframe', () => {
  const origins = ['https://app.example']
  // The stand-in answers every path alike, so its page is its script.
  const page = '<title>Latchkey auth iframe</title><script src="/assets/0.js"></script>'
  const integrity = `sha384-${hash('sha384', page, 'base64')}`
  const good = {
    'Content-Security-Policy': `default-src 'none'; script-src '${integrity}'; frame-ancestors ${origins[0]}`,
  }
  const look = async (headers: Record<string, string>, text = page, apiUrl = 'https://api.example') => {
    const url = await serve((_request, response) => response.writeHead(200, headers).end(text))
    return badOf(await checkIframe({ url, mayBeAbsent: false }, origins, apiUrl))
  }
  const withPolicy = (from: string, to: string) => ({
    'Content-Security-Policy': good['Content-Security-Policy'].replace(from, to),
  })

  it('is sound with the headers of its server', async () => {
    expect(await look(good)).toEqual([])
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['no policy', {}, /^fail it has no frame-ancestors/],
    [
      'an origin that is missing',
      withPolicy('https://app.example', 'https://other.example https://app.example.evil'),
      /^fail frame-ancestors lacks https:\/\/app\.example/,
    ],
    [
      'an origin too many',
      withPolicy('https://app.example', 'https://app.example https://other.example'),
      /^warn https:\/\/other\.example may embed it, too/,
    ],
    ['anybody', withPolicy('https://app.example', '*'), /^fail any site may embed it/],
    ['any site by https', withPolicy('https://app.example', 'https:'), /^fail any site may embed it/],
    [
      'scripts of anybody',
      withPolicy(`'${integrity}'`, '*'),
      /^fail its Content-Security-Policy is not the strict one/,
    ],
    [
      'inline scripts',
      withPolicy(`'${integrity}'`, `'${integrity}' 'unsafe-inline'`),
      /^fail its Content-Security-Policy/,
    ],
    ['loading anything', withPolicy("default-src 'none'", 'default-src *'), /^fail its Content-Security-Policy/],
    ['X-Frame-Options', { ...good, 'X-Frame-Options': 'DENY' }, /^fail X-Frame-Options is DENY/],
  ])('is not with %s', async (_what, headers, line) => {
    const [first] = await look(headers)
    expect(first).toMatch(line)
  })

  it('is told by the fingerprint of its script, and not sound with another', async () => {
    const url = await serve((_request, response) => response.writeHead(200, good).end(page))
    const lines = (await checkIframe({ url, mayBeAbsent: false }, origins, undefined)).map(({ what }) => what)
    expect(lines).toContainEqual(expect.stringContaining(integrity))
    expect(await look(withPolicy(integrity, 'sha384-abc'))).toEqual([
      expect.stringMatching(/^fail its script is sha384-/),
    ])
    expect(await look(good, page.replace('script', 'b'))).toEqual([
      expect.stringMatching(/^fail its page has no script/),
    ])
    const halved = await serve((request, response) =>
      response.writeHead(request.url === '/' ? 200 : 404, good).end(page),
    )
    expect(badOf(await checkIframe({ url: halved, mayBeAbsent: false }, origins, undefined))).toEqual([
      expect.stringMatching(/^fail its script \/assets\/0\.js is not served/),
    ])
  })

  it('is not when something else answers, or it shares the origin of the API', async () => {
    expect(await look(good, 'hello')).toEqual([expect.stringMatching(/^fail .* not as the auth iframe does/)])
    const url = await serve((_request, response) => response.writeHead(200, good).end(page))
    expect(badOf(await checkIframe({ url, mayBeAbsent: false }, origins, `${url}/api`))).toEqual([
      expect.stringMatching(/^fail .* is an application’s or the API’s as well/),
    ])
  })
})

describe('the clock', () => {
  const nowMs = Date.UTC(2027, 0, 1)
  it.each([
    ['ok', nowMs, undefined],
    ['ok', nowMs, -4_900],
    ['warn', nowMs, 6_000],
    ['fail', nowMs, -301_000],
    ['fail', Date.UTC(1970, 0, 2), undefined],
  ])('is %s at %d when the API’s is %s ms ahead', (level, now, aheadMs) => {
    expect(checkClock(now, aheadMs).map((finding) => finding.level)).toEqual([level])
  })
})

describe('doctor', () => {
  it.each([
    [['--api-url', 'nonsense'], /--api-url must be an address/],
    [['--iframe-url', 'ftp://a.example'], /--iframe-url must be an address/],
    [['--api-url', 'https://a.example/?x=1'], /--api-url must be an address/],
    [['--origin', 'https://a.example/path'], /--origin "https:\/\/a\.example\/path" is not an exact origin/],
  ])('%j is refused', async (args, line) => {
    expect(await run(['doctor', ...args])).toEqual({ code: 2, out: '', complaints: [expect.stringMatching(line)] })
  })

  it('looks at nothing of this machine when it is given an address', async () => {
    const server = await startTestApiServer()
    cleanUps.push(() => server.close())
    const { code, out } = await run(['doctor', '--api-url', `${server.url}/`, '--json'], {
      LATCHKEY_DATA_DIR: '/dev/null/x',
    })
    const { ok, findings }: { ok: boolean; findings: Finding[] } = JSON.parse(out)
    expect({ code, ok }).toEqual({ code: 0, ok: true })
    expect(new Set(findings.map(({ about }) => about))).toEqual(new Set(['API', 'clock']))
  })

  it('stops at settings that cannot be used', async () => {
    const { code, out } = await run(['doctor'], { LATCHKEY_API_PORT: 'x' })
    expect(code).toBe(1)
    expect(out).toMatch(/^fail {2}settings: LATCHKEY_API_PORT is "x".*\n {6}-> correct it; .*\n$/)
  })

  it('makes nothing that was not there', async () => {
    const absent = join(dataDir, 'absent')
    await run(['doctor'], { LATCHKEY_DATA_DIR: absent, LATCHKEY_API_PORT: '0', LATCHKEY_IFRAME_PORT: '0' })
    expect(existsSync(absent)).toBe(false)
  })
})
