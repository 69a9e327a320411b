/** One passkey is one credential of one user: nobody registers it again, nor another key under its id. */
import { afterAll, expect, it } from 'vitest'
import { authenticatorParams, makeChild, makeUser, read, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'
import { makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused for its own user and for others', async () => {
  const child = await makeChild(server)
  const other = await makeUser(server, child)
  const { credentialId } = child.passkey
  const impostor = { ...makeSoftwarePasskey(), credentialId }
  for (const passkey of [child.passkey, impostor]) {
    for (const actor of [child, other]) {
      const parameters = { userId: actor.userId, authenticators: [authenticatorParams(passkey)] }
      const answer = await write(server, actor, 'create_authenticators', parameters)
      expect([answer.status, errorCodeOf(answer)]).toEqual([409, 'CREDENTIAL_ID_TAKEN'])
    }
  }
  const { body } = await read(server, other, 'get_authenticators', { userId: other.userId })
  expect(memberAt(body, 'authenticators.length')).toBe(0)
  expect((await read(server, child, 'whoami')).status).toBe(200)
})
