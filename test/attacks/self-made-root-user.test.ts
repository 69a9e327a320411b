/** Members the contract does not have make nobody more than it was: new users are ordinary ones with ids of the server's own. */
import { afterAll, expect, it } from 'vitest'
import { apiKeyParams, makeChild, makeKey, read, userParams, write } from '../support/actors.ts'
import { memberAt, stampWith, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is an ordinary user', async () => {
  const child = await makeChild(server)
  const { organizationId } = child
  const key = await makeKey()
  const claims = { isRoot: true, root: true, role: 'root', userId: child.userId, organizationId: server.organizationId }
  const apiKeys = [{ ...apiKeyParams(key), ...claims, credentialType: 'ROOT', apiKeyId: child.userId }]
  const users = [userParams({ apiKeys, ...claims })]
  const { body } = await write(server, child, 'create_users', { users, ...claims, rootQuorumThreshold: 0 })
  const userId = String(memberAt(body, 'activity.result.createUsersResult.userIds.0'))
  expect(userId).not.toBe(child.userId)
  const user = { organizationId, userId, stamp: stampWith(key.privateKey) }
  expect(await read(server, user, 'whoami')).toMatchObject({ status: 200, body: { organizationId, userId } })
  const forbidden = await write(server, user, 'create_users', { users: [userParams()] })
  expect(forbidden.status).toBe(403)
  const renamed = await write(server, user, 'update_organization_name', { organizationName: 'mine' })
  expect(renamed.status).toBe(403)
})
