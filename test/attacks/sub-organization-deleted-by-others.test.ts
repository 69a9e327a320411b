/** Nobody closes somebody's account: only a root user of the sub-organization itself deletes it, and not by a session. */
import { afterAll, expect, it } from 'vitest'
import { type Actor, addKey, logIn, makeChild, makeUser, read, rootActor, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused to everybody else, and everything stays', async () => {
  const [root, child, sibling] = [await rootActor(server), await makeChild(server), await makeChild(server)]
  const user = await makeUser(server, child)
  const attempts: [Actor, string][] = [
    [await addKey(server, child, 60), 'STEP_UP_REQUIRED'],
    [await logIn(server, child), 'SESSION_READ_ONLY'],
    [user, 'REQUEST_NOT_AUTHORIZED'],
    [await addKey(server, user, 60), 'REQUEST_NOT_AUTHORIZED'],
    [root, 'REQUEST_NOT_AUTHORIZED'],
    [sibling, 'CREDENTIAL_ID_NOT_FOUND'],
  ]
  const before = (await read(server, child, 'get_organization')).body
  for (const [actor, code] of attempts) {
    const parameters = { deleteWithoutExport: true }
    const answer = await write(server, actor, 'delete_sub_organization', parameters, child.organizationId)
    expect(errorCodeOf(answer)).toBe(code)
  }
  expect((await read(server, child, 'get_organization')).body).toEqual(before)
})

it('is refused to a parent organization about itself', async () => {
  const root = await rootActor(server)
  expect(errorCodeOf(await write(server, root, 'delete_sub_organization', {}))).toBe('CALLER_NOT_SUB_ORGANIZATION')
  expect((await read(server, root, 'whoami')).status).toBe(200)
})

it('does not reach the sub-organization through the parent’s id', async () => {
  const child = await makeChild(server)
  const answer = await write(server, child, 'delete_sub_organization', {}, server.organizationId)
  expect(errorCodeOf(answer)).toBe('CREDENTIAL_ID_NOT_FOUND')
  expect((await read(server, child, 'whoami')).status).toBe(200)
})
