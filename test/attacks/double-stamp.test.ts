/** A request with two stamps means two signers: it is refused before either is looked at. */
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, expect, it } from 'vitest'
import { makeChild, rootActor } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

/** Answer to a request whose headers are sent exactly so, a name twice included. */
async function send(headers: string[], body: string): Promise<string> {
  const { hostname, port, host } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  const head = ['POST /public/v1/query/whoami HTTP/1.1', `Host: ${host}`, 'Connection: close', ...headers]
  socket.end(`${[...head, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`)
  return text(socket)
}

it('is refused in every form, although each stamp is good', async () => {
  const [root, child] = [await rootActor(server), await makeChild(server)]
  const body = JSON.stringify({ organizationId: root.organizationId })
  const { 'X-Stamp': key } = await root.stamp(body)
  const { 'X-Stamp-Webauthn': passkey } = await child.stamp(body)
  const forms = [
    [`X-Stamp: ${key}`, `X-Stamp-Webauthn: ${passkey}`],
    [`X-Stamp-Webauthn: ${passkey}`, `X-Stamp: ${key}`],
    [`X-Stamp: ${key}`, `X-Stamp: ${key}`],
    [`X-Stamp: ${key}`, `x-stamp: ${key}`],
    [`X-Stamp-Webauthn: ${passkey}`, `X-Stamp-Webauthn: ${passkey}`],
    [`X-Stamp: ${key}`, 'X-Session: a', 'X-Session: b'],
  ]
  for (const headers of forms) {
    const answer = await send(headers, body)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('STAMP_AMBIGUOUS')
  }
  expect(await send([`X-Stamp: ${key}`], body)).toMatch(/^HTTP\/1\.1 200 /)
})
