/** Tags say who belongs to what, so nobody but a root user gives or takes them: not to oneself, not by a session, not as the parent. */
import { afterAll, expect, it } from 'vitest'
import { type Actor, addKey, makeChild, makeUser, read, rootActor, userParams, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

/** A sub-organization whose root user has a tag, and an ordinary user of it without one. */
async function makeTagged() {
  const child = await makeChild(server)
  const answer = await write(server, child, 'create_user_tag', { userTagName: 'Admins', userIds: [child.userId] })
  const tagId = String(memberAt(answer.body, 'activity.result.createUserTagResult.userTagId'))
  return { child, tagId, user: await makeUser(server, child) }
}

/** Every way to a tag. */
const attempts = (userId: string, tagId: string) =>
  [
    ['update_user', { userId, userTagIds: [tagId] }],
    ['update_user', { userId, userName: 'x', userTagIds: [tagId] }],
    ['create_user_tag', { userTagName: 'Mine', userIds: [userId] }],
    ['update_user_tag', { userTagId: tagId, addUserIds: [userId], removeUserIds: [] }],
    ['update_user_tag', { userTagId: tagId, newUserTagName: 'x', addUserIds: [], removeUserIds: [] }],
    ['delete_user_tags', { userTagIds: [tagId] }],
    ['create_users', { users: [userParams({ userTags: [tagId] })] }],
    ['create_api_only_users', { apiOnlyUsers: [userParams({ userTags: [tagId] })] }],
  ] as const

async function expectRefused(actor: Actor, userId: string, tagId: string, organizationId: string): Promise<unknown[]> {
  const codes = new Set<unknown>()
  for (const [name, parameters] of attempts(userId, tagId)) {
    const answer = await write(server, actor, name, parameters, organizationId)
    expect(answer.status, name).toBe(403)
    codes.add(errorCodeOf(answer))
  }
  return [...codes]
}

it('is refused, and nothing changes', async () => {
  const { child, tagId, user } = await makeTagged()
  const session = await addKey(server, child, 60)
  const before = (await read(server, child, 'get_organization')).body
  expect(memberAt(before, 'organizationData.users.0.userTags')).toEqual([tagId])
  const { organizationId } = child
  const refused = (actor: Actor) => expectRefused(actor, user.userId, tagId, organizationId)
  expect(await refused(user)).toEqual(['REQUEST_NOT_AUTHORIZED'])
  expect(await refused(session)).toEqual(['STEP_UP_REQUIRED'])
  expect(await refused(await rootActor(server))).toEqual(['REQUEST_NOT_AUTHORIZED'])
  expect((await read(server, child, 'get_organization')).body).toEqual(before)
})

it('is not brought along by whoever signs up', async () => {
  const { tagId } = await makeTagged()
  const root = await rootActor(server)
  const tag = await write(server, root, 'create_user_tag', { userTagName: 'Operators', userIds: [] })
  const parentTagId = memberAt(tag.body, 'activity.result.createUserTagResult.userTagId')
  const apiKeys = [{ apiKeyName: 'x', publicKey: server.apiPublicKey, curveType: 'API_KEY_CURVE_P256' }]
  for (const userTags of [[parentTagId], [tagId], 7, {}]) {
    const rootUsers = [userParams({ apiKeys, userTags })]
    const parameters = { subOrganizationName: 'x', rootUsers, rootQuorumThreshold: 1 }
    const answer = await write(server, root, 'create_sub_organization', parameters)
    expect(answer.status, JSON.stringify(userTags)).toBe(200)
    const path = 'activity.result.createSubOrganizationResultV8.subOrganizationId'
    const newcomer = { ...root, organizationId: String(memberAt(answer.body, path)) }
    const { body } = await read(server, newcomer, 'get_organization')
    expect([memberAt(body, 'organizationData.users.0.userTags'), memberAt(body, 'organizationData.tags')]).toEqual([
      [],
      [],
    ])
  }
})
