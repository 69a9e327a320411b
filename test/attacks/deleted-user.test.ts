/** A user who was removed is gone with everything that was signed in: keys, passkeys and sessions, from the next request on. */
import { afterAll, expect, it } from 'vitest'
import { addKey, authenticatorParams, logIn, makeUser, read, rootActor, write } from '../support/actors.ts'
import { errorCodeOf, stampWithPasskey, startTestApiServer } from '../support/api-server.ts'
import { makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused with each of its credentials, for reads and for writes', async () => {
  const root = await rootActor(server)
  const user = await makeUser(server, root)
  const { userId, organizationId } = user
  const passkey = makeSoftwarePasskey()
  await write(server, user, 'create_authenticators', { userId, authenticators: [authenticatorParams(passkey)] })
  const credentials = {
    PUBLIC_KEY_NOT_FOUND: [user, await addKey(server, user, 900)],
    CREDENTIAL_ID_NOT_FOUND: [{ organizationId, userId, stamp: stampWithPasskey(passkey) }],
    SESSION_INVALID: [await logIn(server, user)],
  }
  const everybody = Object.values(credentials).flat()
  for (const actor of everybody) expect((await read(server, actor, 'whoami')).status).toBe(200)
  expect((await write(server, root, 'delete_users', { userIds: [userId] })).status).toBe(200)
  for (const [code, actors] of Object.entries(credentials)) {
    for (const actor of actors) {
      const answers = [
        await read(server, actor, 'list_users'),
        await write(server, actor, 'create_read_only_session', {}),
      ]
      expect(answers.map(errorCodeOf)).toEqual([code, code])
    }
  }
  const { status } = await read(server, root, 'get_user', { userId })
  expect(status).toBe(404)
})

it('gets nothing done that was on its way when it was removed', async () => {
  const root = await rootActor(server)
  for (let round = 0; round < 10; round++) {
    const user = await makeUser(server, root)
    const { userId } = user
    const rename = () => write(server, user, 'update_user_name', { userId, userName: 'late' })
    const answers = await Promise.all([rename(), write(server, root, 'delete_users', { userIds: [userId] }), rename()])
    expect(answers[1].status).toBe(200)
    for (const answer of answers) expect([200, 401]).toContain(answer.status)
    expect((await rename()).status).toBe(401)
  }
})
