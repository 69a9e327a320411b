/** Nothing a browser sends by itself authenticates anybody: there are no cookies, so other sites have nothing to ride on. */
import { afterAll, expect, it } from 'vitest'
import { logIn, makeChild, read } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused with cookies, forms and credentials of HTTP', async () => {
  const child = await makeChild(server)
  const { token } = await logIn(server, child)
  const { organizationId, userId } = child
  const parameters = { userId, userName: 'forged' }
  const members = {
    parameters,
    organizationId,
    timestampMs: String(Date.now()),
    type: 'ACTIVITY_TYPE_UPDATE_USER_NAME',
  }
  const forms: Record<string, string>[] = [
    { Cookie: `session=${token}; X-Session=${token}; X-Stamp=${token}` },
    { Authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` },
    { 'Content-Type': 'text/plain', Origin: 'https://evil.example' },
    { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'null' },
  ]
  for (const headers of forms) {
    const answer = await server.post('/public/v1/submit/update_user_name', members, headers)
    expect([answer.status, errorCodeOf(answer)]).toEqual([401, 'STAMP_MISSING'])
  }
  const { body } = await read(server, child, 'get_user', { userId })
  expect(memberAt(body, 'user.userName')).toBe('User')
})

it('gets an answer that keeps no state and lets no credentials through', async () => {
  const { stamp, organizationId } = await makeChild(server)
  const body = JSON.stringify({ organizationId })
  const headers = { ...(await stamp(body)), Origin: 'https://evil.example' }
  for (const request of [
    { method: 'POST', body, headers },
    { method: 'OPTIONS', headers },
  ]) {
    const response = await fetch(`${server.url}/public/v1/query/whoami`, request)
    expect(response.ok).toBe(true)
    for (const name of ['Set-Cookie', 'Access-Control-Allow-Credentials', 'Location', 'Server']) {
      expect(response.headers.get(name), name).toBeNull()
    }
  }
})
