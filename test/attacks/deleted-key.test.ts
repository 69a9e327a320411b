/** A deleted key is refused from the next request on: a saved copy of it is worth nothing after logging out. */
import { afterAll, expect, it } from 'vitest'
import { addKey, makeChild, read, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused after it ended itself', async () => {
  const session = await addKey(server, await makeChild(server), 900)
  expect((await read(server, session, 'whoami')).status).toBe(200)
  const { userId, apiKeyId } = session
  expect((await write(server, session, 'delete_api_keys', { userId, apiKeyIds: [apiKeyId] })).status).toBe(200)
  for (const name of ['whoami', 'get_organization'] as const) {
    const answer = await read(server, session, name)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([401, 'PUBLIC_KEY_NOT_FOUND'])
  }
})

it('is refused from the moment on at which its deletion is answered', async () => {
  const child = await makeChild(server)
  const { userId } = child
  for (let round = 0; round < 100; round++) {
    const session = await addKey(server, child, 900)
    await write(server, child, 'delete_api_keys', { userId, apiKeyIds: [session.apiKeyId] })
    const late = await write(server, session, 'update_user_name', { userId, userName: `late ${round}` })
    expect(late.status).toBe(401)
  }
})
