/** A passkey of one sub-organization is worth nothing in another one of the same parent, nor for what lives there. */
import { afterAll, expect, it } from 'vitest'
import { makeChild, read, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused as an unknown one', async () => {
  const [victim, sibling] = [await makeChild(server), await makeChild(server)]
  const attacker = { ...victim, stamp: sibling.stamp }
  for (const name of ['whoami', 'get_organization', 'list_users', 'list_activities'] as const) {
    const answer = await read(server, attacker, name)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([401, 'CREDENTIAL_ID_NOT_FOUND'])
  }
  const renamed = await write(server, attacker, 'update_user_name', { userId: victim.userId, userName: 'mine' })
  expect([renamed.status, errorCodeOf(renamed)]).toEqual([401, 'CREDENTIAL_ID_NOT_FOUND'])
})
