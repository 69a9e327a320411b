/** Ids of another organization are answered exactly like ids that do not exist. */
import { afterAll, expect, it } from 'vitest'
import { type Actor, addKey, makeChild, makeKey, read, write } from '../support/actors.ts'
import { memberAt, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const random = '0195c0de-0000-7000-8000-000000000001'

/** The answer without what differs from request to request by its nature. */
const withoutRequestId = (answer: object): string =>
  JSON.stringify(answer).replace(/"requestId":"[^"]*"/, '"requestId":""')

async function makeProfile(actor: Actor): Promise<unknown> {
  const parameters = { sessionProfileName: 'Support', scope: 'true' }
  const { body } = await write(server, actor, 'create_session_profile', parameters)
  return memberAt(body, 'activity.result.createSessionProfileResult.sessionProfileId')
}

it('is answered with the same words', async () => {
  const attacker = await addKey(server, await makeChild(server))
  const victim = await addKey(server, await makeChild(server))
  const user = (await read(server, victim, 'get_user', { userId: victim.userId })).body
  const { body: log } = await read(server, victim, 'list_activities')
  const foreign = {
    userId: victim.userId,
    apiKeyId: victim.apiKeyId,
    authenticatorId: memberAt(user, 'user.authenticators.0.authenticatorId'),
    activityId: memberAt(log, 'activities.0.id'),
    sessionProfileId: await makeProfile(victim),
  }
  const names = [
    'get_user',
    'get_api_keys',
    'get_authenticators',
    'get_api_key',
    'get_authenticator',
    'get_activity',
    'get_session_profile',
    'list_sessions',
  ] as const
  const unknown = Object.fromEntries(Object.keys(foreign).map((name) => [name, random]))
  for (const name of names) {
    const [first, second] = [await read(server, attacker, name, foreign), await read(server, attacker, name, unknown)]
    expect(first.status, name).toBe(404)
    expect(withoutRequestId(first), name).toBe(withoutRequestId(second))
  }
  const rename = (userId: string) => write(server, attacker, 'update_user_name', { userId, userName: 'x' })
  expect(withoutRequestId(await rename(victim.userId))).toBe(withoutRequestId(await rename(random)))
  const end = (sessionId: string) => write(server, attacker, 'end_sessions', { sessionIds: [sessionId] })
  expect(withoutRequestId(await end(victim.apiKeyId))).toBe(withoutRequestId(await end(random)))
  const profile = { publicKey: (await makeKey()).publicKey }
  const logIn = (sessionProfileId: unknown) => write(server, attacker, 'stamp_login', { ...profile, sessionProfileId })
  expect(withoutRequestId(await logIn(foreign.sessionProfileId))).toBe(withoutRequestId(await logIn(random)))
  const remove = (userId: string) => write(server, attacker, 'delete_users', { userIds: [userId] })
  expect(withoutRequestId(await remove(victim.userId))).toBe(withoutRequestId(await remove(random)))
  const tag = await write(server, victim, 'create_user_tag', { userTagName: 'x', userIds: [] })
  const tagId = String(memberAt(tag.body, 'activity.result.createUserTagResult.userTagId'))
  const removeTag = (userTagId: string) => write(server, attacker, 'delete_user_tags', { userTagIds: [userTagId] })
  expect(withoutRequestId(await removeTag(tagId))).toBe(withoutRequestId(await removeTag(random)))
})
