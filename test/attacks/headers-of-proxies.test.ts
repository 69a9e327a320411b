/** Headers that proxies add change nothing about who asks, for what, and where: only the signed body does. */
import { afterAll, expect, it } from 'vitest'
import { makeChild, rootActor } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'
import { sendRaw } from '../support/raw-http.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const root = await rootActor(server)
const child = await makeChild(server)
const body = JSON.stringify({ organizationId: child.organizationId })
const stamp = await child.stamp(body)

it.each([
  ['X-Original-URL', '/public/v1/submit/delete_sub_organization'],
  ['X-Rewrite-URL', '/health'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['X-Method-Override', 'GET'],
  ['X-Forwarded-For', '127.0.0.1'],
  ['X-Forwarded-Host', 'evil.example'],
  ['X-Forwarded-Proto', 'http'],
  ['X-Organization-Id', root.organizationId],
  ['X-User-Id', root.userId],
  ['Forwarded', 'for=127.0.0.1;host=evil.example'],
])('%s is not read', async (name, value) => {
  const answer = await server.post('/public/v1/query/whoami', body, { ...stamp, [name]: value })
  expect(answer).toMatchObject({ status: 200, body: { organizationId: child.organizationId, userId: child.userId } })
  expect(JSON.stringify(answer.body)).not.toContain('evil.example')
})

it('no header turns another method into POST', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
    const headers = { ...stamp, 'X-HTTP-Method-Override': 'POST' }
    const response = await fetch(`${server.url}/public/v1/query/whoami`, { method, headers })
    const answer = { status: response.status, body: await response.json() }
    expect([answer.status, errorCodeOf(answer)], method).toEqual([405, 'METHOD_NOT_ALLOWED'])
  }
})

it('the host is not read, be it another one or two', async () => {
  const { 'X-Stamp-Webauthn': header } = stamp
  const lines = ['Host: evil.example', 'Host: api', `X-Stamp-Webauthn: ${header}`, 'Connection: close']
  const head = ['POST /public/v1/query/whoami HTTP/1.1', ...lines, `Content-Length: ${body.length}`, '', '']
  const answer = await sendRaw(server.url, head.join('\r\n') + body)
  expect(answer.status).toBe(200)
  expect(`${JSON.stringify(answer.headers)}${answer.body}`).not.toContain('evil.example')
})
