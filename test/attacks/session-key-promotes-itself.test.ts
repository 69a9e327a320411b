/** Whoever steals a session key keeps it until the session ends: it cannot turn itself into something that lasts. */
import { afterAll, expect, it } from 'vitest'
import {
  addKey,
  apiKeyParams,
  authenticatorParams,
  makeChild,
  makeKey,
  read,
  userParams,
  write,
} from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'
import { makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is asked for the passkey, and nothing changes', async () => {
  const child = await makeChild(server)
  const permanent = await addKey(server, child)
  const session = await addKey(server, child, 60)
  const { userId } = child
  const before = (await read(server, child, 'get_user', { userId })).body
  const [authenticatorId] = [memberAt(before, 'user.authenticators.0.authenticatorId')]
  const attempts = [
    ['create_api_keys', { userId, apiKeys: [apiKeyParams(await makeKey())] }],
    ['create_api_keys', { userId, apiKeys: [apiKeyParams(await makeKey(), 3600)] }],
    ['create_authenticators', { userId, authenticators: [authenticatorParams(makeSoftwarePasskey())] }],
    ['delete_authenticators', { userId, authenticatorIds: [authenticatorId] }],
    ['delete_api_keys', { userId, apiKeyIds: [permanent.apiKeyId] }],
    ['delete_sub_organization', {}],
    ['update_organization_name', { organizationName: 'x' }],
    ['set_organization_feature', { name: 'FEATURE_NAME_WEBHOOK', value: 'x' }],
    ['remove_organization_feature', { name: 'FEATURE_NAME_WEBHOOK' }],
    ['create_user_tag', { userTagName: 'x', userIds: [userId] }],
    ['update_user', { userId, userTagIds: [userId] }],
    ['create_api_only_users', { apiOnlyUsers: [userParams({ apiKeys: [apiKeyParams(await makeKey())] })] }],
    ['delete_users', { userIds: [userId] }],
    ['create_read_write_session', { targetPublicKey: server.apiPublicKey, expirationSeconds: '43201' }],
    ['stamp_login', { publicKey: (await makeKey()).publicKey, expirationSeconds: '43201' }],
    ['set_session_limits', { renewalSeconds: '2592000' }],
    ['create_session_profile', { sessionProfileName: 'x', scope: 'true' }],
    ['create_users', { users: [userParams({ apiKeys: [apiKeyParams(await makeKey())] })] }],
  ] as const
  for (const [name, parameters] of attempts) {
    const answer = await write(server, session, name, parameters)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([403, 'STEP_UP_REQUIRED'])
  }
  expect((await read(server, child, 'get_user', { userId })).body).toEqual(before)
})
