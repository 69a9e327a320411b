/** A key of one sub-organization is worth nothing in another one of the same parent. */
import { afterAll, expect, it } from 'vitest'
import { addKey, makeChild, read, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('neither reads nor writes there', async () => {
  const attacker = await addKey(server, await makeChild(server))
  const victim = await makeChild(server)
  const { organizationId, userId } = victim
  const readAnswer = await read(server, attacker, 'get_user', { organizationId, userId })
  expect([readAnswer.status, errorCodeOf(readAnswer)]).toEqual([401, 'PUBLIC_KEY_NOT_FOUND'])
  const rename = await write(server, attacker, 'update_user_name', { userId, userName: 'owned' }, organizationId)
  expect([rename.status, errorCodeOf(rename)]).toEqual([401, 'PUBLIC_KEY_NOT_FOUND'])
  const passkey = await write(
    server,
    { ...victim, stamp: (await makeChild(server)).stamp },
    'create_read_only_session',
    {},
  )
  expect([passkey.status, errorCodeOf(passkey)]).toEqual([401, 'CREDENTIAL_ID_NOT_FOUND'])
})
