/** A session with a profile does what its scope says, and so does whatever it opens; only reads and its own end are always free. */
import { type ActivityName, activities } from '@latchkey/contract'
import { afterAll, expect, it } from 'vitest'
import { addKey, apiKeyParams, type KeyHolder, makeChild, makeKey, read, rootActor, write } from '../support/actors.ts'
import { anyParameters } from '../support/any-parameters.ts'
import { errorCodeOf, memberAt, stampWith, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const scope = "activity.kind in ['UPDATE_USER_NAME', 'CREATE_API_KEYS']"
const profile = { sessionProfileName: 'Names only', scope }
const { body } = await write(server, await rootActor(server), 'create_session_profile', profile)
const sessionProfileId = memberAt(body, 'activity.result.createSessionProfileResult.sessionProfileId')

/** A new user of a sub-organization, in a session with the profile. */
async function logInScoped(): Promise<KeyHolder> {
  const child = await makeChild(server)
  const apiKey = await makeKey()
  const login = { publicKey: apiKey.publicKey, sessionProfileId }
  expect((await write(server, child, 'stamp_login', login)).status).toBe(200)
  const session = { ...child, apiKey, apiKeyId: '', stamp: stampWith(apiKey.privateKey) }
  const { body: list } = await read(server, session, 'list_sessions')
  return { ...session, apiKeyId: String(memberAt(list, 'sessions.0.apiKeyId')) }
}

it('does what its scope allows, and reads', async () => {
  const session = await logInScoped()
  const { userId } = session
  expect((await write(server, session, 'update_user_name', { userId, userName: 'Ada' })).status).toBe(200)
  expect((await read(server, session, 'get_user', { userId })).status).toBe(200)
})

it('is refused everything else, and told its scope', async () => {
  const session = await logInScoped()
  const parameters = await anyParameters(session.userId)
  const names = Object.keys(activities) as ActivityName[]
  for (const name of names.filter((each) => each !== 'update_user_name' && each !== 'create_api_keys')) {
    const answer = await write(server, session, name, parameters)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([403, 'SESSION_SCOPE_EXCEEDED'])
    expect(JSON.stringify(answer.body)).toContain('outside of the session')
  }
})

it('hands its scope on to the keys it makes', async () => {
  const session = await logInScoped()
  const offspring = await addKey(server, session, 60)
  const { userId } = session
  expect((await write(server, offspring, 'update_user_name', { userId, userName: 'Bob' })).status).toBe(200)
  const answer = await write(server, offspring, 'stamp_login', { publicKey: (await makeKey()).publicKey })
  expect([answer.status, errorCodeOf(answer)]).toEqual([403, 'SESSION_SCOPE_EXCEEDED'])
  const permanent = { userId, apiKeys: [apiKeyParams(await makeKey())] }
  expect(errorCodeOf(await write(server, session, 'create_api_keys', permanent))).toBe('STEP_UP_REQUIRED')
})

it.each(['delete_api_keys', 'end_sessions'] as const)('ends itself by %s, and nothing besides', async (name) => {
  const [session, other] = [await logInScoped(), await logInScoped()]
  const end = (ids: string[], more: object = {}) =>
    write(server, session, name, { userId: session.userId, apiKeyIds: ids, sessionIds: ids, ...more })
  for (const ids of [[other.apiKeyId], [session.apiKeyId, other.apiKeyId]]) {
    expect(errorCodeOf(await end(ids))).toBe('SESSION_SCOPE_EXCEEDED')
  }
  expect(errorCodeOf(await end([session.apiKeyId], { userId: other.userId }))).toBe('SESSION_SCOPE_EXCEEDED')
  expect((await end([session.apiKeyId])).status).toBe(200)
  expect((await read(server, session, 'whoami')).status).toBe(401)
  expect((await read(server, other, 'whoami')).status).toBe(200)
})
