/** A parent reads its sub-organizations and can do nothing in them: its users' keys stay theirs. */
import { afterAll, expect, it } from 'vitest'
import { apiKeyParams, makeChild, makeKey, read, rootActor, userParams, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused every write and changes nothing', async () => {
  const [root, child] = [await rootActor(server), await makeChild(server)]
  const { organizationId, userId } = child
  const before = await read(server, root, 'get_user', { organizationId, userId })
  expect(before.status).toBe(200)
  const apiKeys = [apiKeyParams(await makeKey())]
  const attempts = [
    ['update_user_name', { userId, userName: 'owned' }],
    ['delete_sub_organization', {}],
    ['update_organization_name', { organizationName: 'owned' }],
    ['create_api_only_users', { apiOnlyUsers: [userParams({ apiKeys })] }],
    ['delete_users', { userIds: [userId] }],
    ['create_api_keys', { userId, apiKeys }],
    ['create_users', { users: [userParams({ apiKeys })] }],
    ['create_read_only_session', {}],
    ['delete_read_only_sessions', {}],
  ] as const
  for (const [name, parameters] of attempts) {
    const answer = await write(server, root, name, parameters, organizationId)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([403, 'REQUEST_NOT_AUTHORIZED'])
  }
  expect(await read(server, root, 'get_user', { organizationId, userId })).toEqual(before)
})
