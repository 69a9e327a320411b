/** Nobody can be made to lock an organization out of itself, not even by two deletions at once. */
import { afterAll, expect, it } from 'vitest'
import {
  type Actor,
  addKey,
  apiKeyParams,
  makeChild,
  makeKey,
  read,
  rootActor,
  userParams,
  write,
} from '../support/actors.ts'
import { errorCodeOf, memberAt, stampWith, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused to the last passkey, even while sessions live', async () => {
  const child = await makeChild(server)
  const { userId } = child
  await addKey(server, child, 900)
  const { body } = await read(server, child, 'get_user', { userId })
  const authenticatorIds = [memberAt(body, 'user.authenticators.0.authenticatorId')]
  const answer = await write(server, child, 'delete_authenticators', { userId, authenticatorIds })
  expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'LAST_ROOT_CREDENTIAL'])
  expect((await read(server, child, 'whoami')).status).toBe(200)
})

it('leaves one of two credentials that are deleted at once', async () => {
  for (let round = 0; round < 10; round++) {
    const child = await makeChild(server)
    const { userId } = child
    const key = await addKey(server, child)
    const { body } = await read(server, child, 'get_user', { userId })
    const authenticatorIds = [memberAt(body, 'user.authenticators.0.authenticatorId')]
    const answers = await Promise.all([
      write(server, key, 'delete_authenticators', { userId, authenticatorIds }),
      write(server, child, 'delete_api_keys', { userId, apiKeyIds: [key.apiKeyId] }),
    ])
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    const alive = [await read(server, child, 'whoami'), await read(server, key, 'whoami')]
    expect(alive.map((answer) => answer.status).sort()).toEqual([200, 401])
  }
})

it('leaves one of two root users who remove themselves at once', async () => {
  const apiKeys = [await makeKey(), await makeKey()]
  const rootUsers = apiKeys.map((key) => userParams({ apiKeys: [apiKeyParams(key)] }))
  const parameters = { subOrganizationName: 'Two', rootUsers, rootQuorumThreshold: 1 }
  const { body } = await write(server, await rootActor(server), 'create_sub_organization', parameters)
  const made = memberAt(body, 'activity.result.createSubOrganizationResultV8')
  const organizationId = String(memberAt(made, 'subOrganizationId'))
  const users = apiKeys.map(({ privateKey }, index) => {
    const userId = String(memberAt(made, `rootUserIds.${index}`))
    return { organizationId, userId, stamp: stampWith(privateKey) }
  })
  const remove = (user: Actor) => write(server, user, 'delete_users', { userIds: [user.userId] })
  const answers = await Promise.all(users.map(remove))
  expect(answers.map(errorCodeOf).toSorted()).toEqual(['LAST_ROOT_CREDENTIAL', undefined])
  const whoami = await Promise.all(users.map((user) => read(server, user, 'whoami')))
  expect(whoami.map(({ status }) => status).toSorted()).toEqual([200, 401])
})
