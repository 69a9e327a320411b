/** Users decide about themselves; about others only root users do. */
import { afterAll, expect, it } from 'vitest'
import {
  apiKeyParams,
  authenticatorParams,
  makeKey,
  makeUser,
  rootActor,
  userParams,
  write,
} from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'
import { makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused everything about another user, and may do it about itself', async () => {
  const root = await rootActor(server)
  const user = await makeUser(server, root)
  const attempts = async (userId: string) =>
    [
      ['update_user', { userId, userName: 'x' }],
      ['update_user_name', { userId, userName: 'x' }],
      ['update_user_email', { userId, userEmail: 'x@example.com' }],
      ['update_user_phone_number', { userId, userPhoneNumber: '+15550001' }],
      ['create_api_keys', { userId, apiKeys: [apiKeyParams(await makeKey())] }],
      ['create_authenticators', { userId, authenticators: [authenticatorParams(makeSoftwarePasskey())] }],
      ['create_read_write_session', { userId, targetPublicKey: server.apiPublicKey }],
    ] as const
  for (const [name, parameters] of await attempts(root.userId)) {
    const answer = await write(server, user, name, parameters)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([403, 'REQUEST_NOT_AUTHORIZED'])
  }
  for (const [name, parameters] of await attempts(user.userId)) {
    expect((await write(server, user, name, parameters)).status, name).toBe(200)
  }
  for (const [name, parameters] of [
    ['create_users', { users: [userParams()] }],
    ['update_organization_name', { organizationName: 'owned' }],
    ['create_api_only_users', { apiOnlyUsers: [userParams()] }],
    ['delete_users', { userIds: [user.userId] }],
    ['delete_api_keys', { userId: root.userId, apiKeyIds: [root.userId] }],
    ['delete_authenticators', { userId: root.userId, authenticatorIds: [root.userId] }],
  ] as const) {
    const answer = await write(server, user, name, parameters)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([403, 'REQUEST_NOT_AUTHORIZED'])
  }
})
