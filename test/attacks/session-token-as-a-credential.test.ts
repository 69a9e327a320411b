/** The token of a login tells back ends who somebody is. It opens nothing here, under no header. */
import { afterAll, expect, it } from 'vitest'
import { makeChild, makeKey, write } from '../support/actors.ts'
import { memberAt, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused wherever it is put', async () => {
  const child = await makeChild(server)
  const { publicKey } = await makeKey()
  const { body } = await write(server, child, 'stamp_login', { publicKey })
  const token = String(memberAt(body, 'activity.result.stampLoginResult.session'))
  expect(token.split('.')).toHaveLength(3)
  const [, claims = ''] = token.split('.')
  const names = ['X-Session', 'X-Stamp', 'X-Stamp-Webauthn', 'Authorization', 'Cookie', 'X-Access-Token']
  for (const name of names) {
    for (const value of [token, claims, `Bearer ${token}`, `session=${token}`]) {
      const asked = { organizationId: child.organizationId }
      const answer = await server.post('/public/v1/query/whoami', asked, { [name]: value })
      expect(answer.status, `${name}: ${value.slice(0, 12)}`).toBe(401)
    }
  }
})
