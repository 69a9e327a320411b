/** A sub-organization that was deleted is gone at once: nothing that lived in it signs in, and its ids look like random ones. */
import { afterAll, expect, it } from 'vitest'
import {
  type Actor,
  addKey,
  authenticatorParams,
  logIn,
  makeChild,
  makeUser,
  read,
  rootActor,
  userParams,
  write,
} from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const random = '0195c0de-0000-7000-8000-000000000001'

/** The answer without what differs from request to request by its nature. */
const withoutRequestId = (answer: object): string =>
  JSON.stringify(answer).replace(/"requestId":"[^"]*"/, '"requestId":""')

const remove = (actor: Actor) => write(server, actor, 'delete_sub_organization', {})

it('refuses every credential under its own id and under its parent’s', async () => {
  const child = await makeChild(server)
  const [session, key, user, reader] = [
    await addKey(server, child, 900),
    await addKey(server, child),
    await makeUser(server, child),
    await logIn(server, child),
  ]
  expect((await remove(child)).status).toBe(200)
  const expected = [
    [child, 'CREDENTIAL_ID_NOT_FOUND'],
    [session, 'PUBLIC_KEY_NOT_FOUND'],
    [key, 'PUBLIC_KEY_NOT_FOUND'],
    [user, 'PUBLIC_KEY_NOT_FOUND'],
    [reader, 'SESSION_INVALID'],
  ] as const
  for (const [actor, code] of expected) {
    for (const organizationId of [child.organizationId, server.organizationId]) {
      const whoami = await read(server, actor, 'whoami', { organizationId })
      const logInAgain = await write(server, actor, 'create_read_only_session', {}, organizationId)
      expect([whoami, logInAgain].map(errorCodeOf), organizationId).toEqual([code, code])
    }
    expect(errorCodeOf(await remove(actor))).toBe(code)
  }
})

it('answers the parent and strangers as if it had never been', async () => {
  const [root, child, stranger] = [await rootActor(server), await makeChild(server), await makeChild(server)]
  const { organizationId, userId } = child
  await remove(child)
  for (const actor of [root, stranger]) {
    for (const name of ['get_organization', 'get_organization_configs', 'get_user', 'list_users', 'whoami'] as const) {
      const [deleted, never] = [
        await read(server, actor, name, { organizationId, userId }),
        await read(server, actor, name, { organizationId: random, userId }),
      ]
      expect(deleted.status, name).toBe(401)
      expect(withoutRequestId(deleted), name).toBe(withoutRequestId(never))
    }
  }
  const { body } = await read(server, root, 'list_suborgs', { paginationOptions: { limit: '100' } })
  expect(JSON.stringify(body)).not.toContain(organizationId)
})

it('lets its passkey sign up again, and that one alone is found', async () => {
  const { passkey, ...child } = await makeChild(server)
  await remove(child)
  const again = await makeChild(server, passkey)
  const { body } = await read(server, again, 'whoami', { organizationId: server.organizationId })
  expect(body).toMatchObject({ organizationId: again.organizationId, userId: again.userId })
})

it('lets nothing through that was on its way, and breaks on nothing', async () => {
  for (let round = 0; round < 10; round++) {
    const [root, child] = [await rootActor(server), await makeChild(server)]
    const session = await addKey(server, child, 900)
    const { organizationId, userId } = child
    const users = { users: [userParams({ authenticators: [authenticatorParams(child.passkey)] })] }
    const around = () => [
      read(server, session, 'get_organization'),
      read(server, root, 'get_organization', { organizationId }),
      write(server, session, 'update_user_name', { userId, userName: 'late' }),
      write(server, session, 'create_read_only_session', {}),
      write(server, session, 'create_users', users),
    ]
    const answers = await Promise.all([...around(), remove(child), ...around()])
    for (const { status } of answers) expect([200, 401, 403]).toContain(status)
    expect(await server.system.store.listUsers(organizationId)).toEqual([])
  }
})
