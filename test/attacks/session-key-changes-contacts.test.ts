/** A session key sets no address by which its thief could come back: neither openly nor under the path of a harmless change. */
import { afterAll, expect, it } from 'vitest'
import { addKey, makeChild, read, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const userEmail = 'thief@example.com'
const userPhoneNumber = '+15550001'

it('is asked for the passkey, and nothing changes', async () => {
  const child = await makeChild(server)
  const { userId } = child
  expect((await write(server, child, 'update_user', { userId, userEmail: 'owner@example.com' })).status).toBe(200)
  const session = await addKey(server, child, 60)
  const before = (await read(server, child, 'get_user', { userId })).body
  for (const [name, parameters] of [
    ['update_user', { userId, userEmail }],
    ['update_user', { userId, userEmail: '' }],
    ['update_user', { userId, userName: 'x', userPhoneNumber }],
    ['update_user_email', { userId, userEmail }],
    ['update_user_phone_number', { userId, userPhoneNumber }],
  ] as const) {
    const answer = await write(server, session, name, parameters)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([403, 'STEP_UP_REQUIRED'])
  }
  expect((await read(server, child, 'get_user', { userId })).body).toEqual(before)
})

it('changes a name and nothing that is sent along with it', async () => {
  const child = await makeChild(server)
  const { userId } = child
  const session = await addKey(server, child, 60)
  const parameters = { userId, userName: 'Ada', userEmail, userPhoneNumber }
  expect((await write(server, session, 'update_user_name', parameters)).status).toBe(200)
  const { body } = await read(server, child, 'get_user', { userId })
  expect(['userName', 'userEmail', 'userPhoneNumber'].map((member) => memberAt(body, `user.${member}`))).toEqual([
    'Ada',
    undefined,
    undefined,
  ])
})
