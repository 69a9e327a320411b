/** Whoever asks too often is told to wait, before any signature is verified; everybody else is answered. */
import { readConfig } from '@latchkey/api-server'
import { afterEach, describe, expect, it } from 'vitest'
import { addKey, makeChild } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer, type TestServer, unlimitedTraffic } from '../support/api-server.ts'
import { postFrom } from '../support/post-from.ts'

const whoami = '/public/v1/query/whoami'

let server: TestServer
afterEach(() => server.close())

/** A server at a held moment, with some of the limits at one request a second: ten at once. */
async function startLimited(limits: Partial<typeof unlimitedTraffic.rates>): Promise<void> {
  const nowMs = Date.now()
  server = await startTestApiServer({
    nowMs: () => nowMs,
    traffic: { ...unlimitedTraffic, rates: { ...unlimitedTraffic.rates, ...limits } },
  })
}

type Actor = Pick<Awaited<ReturnType<typeof makeChild>>, 'organizationId' | 'stamp'>

async function ask(actor: Actor, from = '127.0.0.1') {
  const body = JSON.stringify({ organizationId: actor.organizationId })
  return postFrom(server.url + whoami, { from, body, headers: await actor.stamp(body) })
}

async function statusesOf(count: number, actor: Actor, from?: string): Promise<number[]> {
  const statuses: number[] = []
  for (let each = 0; each < count; each += 1) statuses.push((await ask(actor, from)).status)
  return statuses
}

const tenThenRefused = [...Array.from({ length: 10 }, () => 200), 429, 429]

describe('by address', () => {
  it('is refused from there on, for every path, in the words of the protocol', async () => {
    await startLimited({ perAddress: 1 })
    const root = { organizationId: server.organizationId, stamp: server.root }
    expect(await statusesOf(12, root, '127.0.0.2')).toEqual(tenThenRefused)
    const answer = await ask(root, '127.0.0.2')
    expect(answer.body).toMatchObject({
      code: 8,
      message: 'Too many requests. Please wait and try again in a few seconds',
    })
    expect(memberAt(answer.body, 'details.0.turnkeyErrorCode')).toBe('RATE_LIMIT_EXCEEDED')
    expect(answer.headers).toMatchObject({ 'ratelimit-limit': '10', 'ratelimit-remaining': '0', 'retry-after': '1' })
    for (const path of ['/', '/health', '/public/v1/submit/create_wallet', '/nowhere', '/%zz']) {
      const { status } = await postFrom(server.url + path, { from: '127.0.0.2', body: '{}' })
      // Fastify itself refuses a URL that cannot be decoded.
      expect(status, path).toBe(path === '/%zz' ? 404 : 429)
    }
    expect((await ask(root, '127.0.0.3')).status).toBe(200)
  })

  it('costs no verification: a body that is not there, and a stamp that is none, are not even read', async () => {
    await startLimited({ perAddress: 1 })
    const post = () =>
      postFrom(server.url + whoami, {
        from: '127.0.0.2',
        body: '{',
        headers: { 'X-Stamp': 'x', 'Content-Length': '1' },
      })
    for (let each = 0; each < 10; each += 1) expect(errorCodeOf(await post())).toBe('BODY_MALFORMED')
    expect(errorCodeOf(await post())).toBe('RATE_LIMIT_EXCEEDED')
  })
})

describe('by key', () => {
  it('is refused from wherever it comes; other keys of the same user are not', async () => {
    await startLimited({ perKey: 1 })
    const child = await makeChild(server)
    const [key, other] = [await addKey(server, child), await addKey(server, child)]
    expect(await statusesOf(6, key, '127.0.0.2')).toEqual([200, 200, 200, 200, 200, 200])
    expect(await statusesOf(6, key, '127.0.0.3')).toEqual([200, 200, 200, 200, 429, 429])
    expect((await ask(other, '127.0.0.2')).status).toBe(200)
  })

  it('cannot be used up by who only knows its public half', async () => {
    await startLimited({ perKey: 1 })
    const key = await addKey(server, await makeChild(server))
    const stamped = await key.stamp('another body')
    for (let each = 0; each < 30; each += 1) {
      expect((await ask({ ...key, stamp: async () => stamped }, '127.0.0.2')).status).toBe(401)
    }
    expect(await statusesOf(12, key)).toEqual(tenThenRefused)
  })
})

describe('by organization', () => {
  it('is refused for all its users together; another organization is not', async () => {
    await startLimited({ perOrganization: 1 })
    const child = await makeChild(server)
    const session = await addKey(server, child)
    const sibling = await makeChild(server)
    // Adding the key was one of the ten.
    expect(await statusesOf(5, child)).toEqual([200, 200, 200, 200, 200])
    expect(await statusesOf(5, session)).toEqual([200, 200, 200, 200, 429])
    expect((await ask(sibling)).status).toBe(200)
  })
})

describe('within the limits', () => {
  it('is told how much is left, where pages can read it', async () => {
    await startLimited({ perAddress: 50, perKey: 1 })
    const root = { organizationId: server.organizationId, stamp: server.root }
    const answer = await ask(root, '127.0.0.2')
    expect(answer.headers).toMatchObject({ 'ratelimit-limit': '10', 'ratelimit-remaining': '9' })
    expect(answer.headers['retry-after']).toBeUndefined()
    expect(answer.headers['access-control-expose-headers']).toContain(
      'ratelimit-limit, ratelimit-remaining, retry-after',
    )
  })

  it('a page may send a hundred requests a second, and be refused with 401, for as long as it likes', async () => {
    let nowMs = Date.now()
    server = await startTestApiServer({
      nowMs: () => nowMs,
      traffic: { ...unlimitedTraffic, rates: readConfig({}).traffic.rates },
    })
    const root = { organizationId: server.organizationId, stamp: server.root }
    const stranger = await addKey(server, await makeChild(server))
    const statuses = new Map<number, number>()
    for (let each = 0; each < 1_000; each += 1) {
      nowMs += 10
      const { status } = await ask(each % 2 === 0 ? root : { ...stranger, organizationId: server.system.newId() })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect(Object.fromEntries(statuses)).toEqual({ 200: 500, 401: 500 })
  })
})
