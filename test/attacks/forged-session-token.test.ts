/** The token of a read-only session is the server's own work: no bit of it can be changed, and no other server's is taken. */
import { afterAll, expect, it } from 'vitest'
import { logIn, makeChild } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const [server, other] = [await startTestApiServer(), await startTestApiServer()]
afterAll(() => Promise.all([server.close(), other.close()]))

it('is refused for every bit that changed', async () => {
  const { organizationId, token } = await logIn(server, await makeChild(server))
  const ask = async (session: string) => {
    const answer = await server.post('/public/v1/query/whoami', { organizationId }, { 'X-Session': session })
    return [answer.status, errorCodeOf(answer)]
  }
  expect(await ask(token)).toEqual([200, undefined])
  const bytes = Buffer.from(token, 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes)
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    expect(await ask(changed.toString('base64url')), `bit ${bit}`).toEqual([401, 'SESSION_INVALID'])
  }
  for (let length = 0; length < bytes.length; length += 5) {
    expect(await ask(bytes.subarray(0, length).toString('base64url'))).toEqual([401, 'SESSION_INVALID'])
  }
})

it('is refused when another server made it', async () => {
  const foreign = await logIn(other, await makeChild(other))
  const { organizationId } = foreign
  const answer = await server.post('/public/v1/query/whoami', { organizationId }, { 'X-Session': foreign.token })
  expect([answer.status, errorCodeOf(answer)]).toEqual([401, 'SESSION_INVALID'])
})
