import { once } from 'node:events'
import { createServer } from 'node:net'
import { ApiError, sendSigned } from '@latchkey/http-client'
import { describe, expect, it } from 'vitest'
import { send } from '../src/send.ts'
import { json, noAnswer, startPeer, text } from './support/peer.ts'

const secret = '{"parameters":{"secret":"s3cret"}}'

/** A port nothing listens on: it was free a moment ago. */
async function findClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

describe('send', () => {
  it('posts exactly these bytes as JSON, without cookies', async () => {
    const peer = await startPeer(json({ ok: true }))
    expect(await send(`${peer.url}/a`, '{"name":"Žofie 🔑"}', { 'X-Stamp': 's' }, 1000)).toEqual({ ok: true })
    const [request] = peer.received
    expect(request).toMatchObject({ method: 'POST', path: '/a' })
    expect(request?.body.toString()).toBe('{"name":"Žofie 🔑"}')
    expect(request?.headers).toMatchObject({ 'content-type': 'application/json', 'x-stamp': 's' })
    expect(request?.headers.cookie).toBeUndefined()
  })

  it('reports a server that is not there', async () => {
    const url = `http://127.0.0.1:${await findClosedPort()}`
    const error: unknown = await send(`${url}/secret-path`, secret, {}, 1000).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      httpStatus: 0,
      message: `The server at ${url} could not be reached.`,
    })
    expect(error).toHaveProperty('cause', expect.any(TypeError))
  })

  it('reports a connection that breaks before the answer', async () => {
    const peer = await startPeer((_request, exchange) => exchange.socket?.resetAndDestroy())
    await expect(send(peer.url, secret, {}, 1000)).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE' })
  })

  it('reports a connection that breaks within the answer', async () => {
    const peer = await startPeer((_request, exchange) => {
      exchange.writeHead(200, { 'content-length': '100' })
      exchange.write('{"half":', () => exchange.socket?.resetAndDestroy())
    })
    await expect(send(peer.url, secret, {}, 1000)).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE' })
  })

  it('reports a server that does not answer in time', async () => {
    const peer = await startPeer(noAnswer)
    await expect(send(peer.url, secret, {}, 50)).rejects.toMatchObject({ code: 'REQUEST_TIMED_OUT', httpStatus: 0 })
  })

  it('reports a server that begins an answer and does not end it in time', async () => {
    const peer = await startPeer((_request, exchange) => {
      exchange.writeHead(200)
      exchange.write('{')
    })
    await expect(send(peer.url, secret, {}, 200)).rejects.toMatchObject({ code: 'REQUEST_TIMED_OUT' })
  })

  it.each([301, 302, 303, 307, 308])('follows no redirect (%d): the stamp goes nowhere else', async (status) => {
    const elsewhere = await startPeer(json({}))
    const peer = await startPeer((_request, exchange) => {
      exchange.writeHead(status, { location: elsewhere.url }).end()
    })
    await expect(send(peer.url, secret, { 'X-Stamp': 's' }, 1000)).rejects.toMatchObject({
      code: 'RESPONSE_MALFORMED',
      httpStatus: status,
    })
    expect(elsewhere.received).toEqual([])
  })

  it.each([
    ['a gateway page', text('<html>s3cret</html>', 502)],
    ['an empty body', text('', 500)],
  ])('never repeats a body: %s', async (_name, answer) => {
    const peer = await startPeer(answer)
    const error: unknown = await send(peer.url, secret, {}, 1000).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'RESPONSE_MALFORMED' })
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('s3cret')
  })
})

describe('sendSigned', () => {
  it('posts body and stamp unchanged', async () => {
    const peer = await startPeer(json({ done: 1 }))
    const stamp = { stampHeaderName: 'X-Stamp-Webauthn', stampHeaderValue: '{"credentialId":"a"}' }
    expect(await sendSigned({ url: `${peer.url}/public/v1/query/whoami`, body: ' {"a" : 1} ', stamp })).toEqual({
      done: 1,
    })
    const [request] = peer.received
    expect(request?.body.toString()).toBe(' {"a" : 1} ')
    expect(request?.headers['x-stamp-webauthn']).toBe('{"credentialId":"a"}')
  })

  it('keeps to the time limit it is given', async () => {
    const peer = await startPeer(noAnswer)
    const stamp = { stampHeaderName: 'X-Stamp', stampHeaderValue: 's' }
    await expect(sendSigned({ url: peer.url, body: '{}', stamp }, 50)).rejects.toMatchObject({
      code: 'REQUEST_TIMED_OUT',
    })
  })
})
