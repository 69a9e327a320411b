/** A session that was ended from a list is refused at its next request, whoever ended it, and nobody ends another's. */
import { afterAll, expect, it } from 'vitest'
import { addKey, logIn, makeChild, makeUser, read, rootActor, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'

const nowMs = 1_767_225_600_000
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

it('is refused reads and writes from then on', async () => {
  const child = await makeChild(server)
  const [stolen, current] = [await addKey(server, child, 900), await addKey(server, child, 900)]
  const reader = await logIn(server, stolen)
  const answer = await write(server, current, 'end_sessions', { scope: 'SESSIONS_OTHERS' })
  expect(memberAt(answer.body, 'activity.result.endSessionsResult.endedSessions')).toBe(2)
  expect(errorCodeOf(await read(server, stolen, 'whoami'))).toBe('PUBLIC_KEY_NOT_FOUND')
  expect((await write(server, stolen, 'renew_session', {})).status).toBe(401)
  expect(errorCodeOf(await read(server, reader, 'whoami'))).toBe('SESSION_INVALID')
  expect((await read(server, current, 'whoami')).status).toBe(200)
})

it('ends itself as well', async () => {
  const session = await addKey(server, await makeChild(server), 900)
  expect((await write(server, session, 'end_sessions', { sessionIds: [session.apiKeyId] })).status).toBe(200)
  expect(errorCodeOf(await read(server, session, 'whoami'))).toBe('PUBLIC_KEY_NOT_FOUND')
})

it('is not ended, seen or renewed by somebody else', async () => {
  const root = await rootActor(server)
  const [user, other] = [await makeUser(server, root), await makeUser(server, root)]
  const session = await addKey(server, user, 900)
  const { userId } = user
  const attempts = [
    await write(server, other, 'end_sessions', { userId, scope: 'SESSIONS_ALL' }),
    await write(server, other, 'end_sessions', { userId, sessionIds: [session.apiKeyId] }),
    await read(server, other, 'list_sessions', { userId }),
  ]
  for (const answer of attempts) {
    expect([answer.status, errorCodeOf(answer)]).toEqual([403, 'REQUEST_NOT_AUTHORIZED'])
  }
  const byId = await write(server, other, 'end_sessions', { sessionIds: [session.apiKeyId] })
  expect([byId.status, errorCodeOf(byId)]).toEqual([404, 'SESSION_NOT_FOUND'])
  const child = await makeChild(server)
  const foreign = await write(server, child, 'end_sessions', { sessionIds: [session.apiKeyId] })
  expect([foreign.status, errorCodeOf(foreign)]).toEqual([404, 'SESSION_NOT_FOUND'])
  expect((await read(server, session, 'whoami')).status).toBe(200)
})

it('is seen by a parent in its sub-organization, and not ended', async () => {
  const [root, child] = [await rootActor(server), await makeChild(server)]
  const session = await addKey(server, child, 900)
  const { organizationId, userId } = child
  const { body } = await read(server, root, 'list_sessions', { organizationId, userId })
  expect(memberAt(body, 'sessions.0.sessionId')).toBe(session.apiKeyId)
  const answer = await write(server, root, 'end_sessions', { userId, scope: 'SESSIONS_ALL' }, organizationId)
  expect(answer.status).toBe(403)
  expect((await read(server, session, 'whoami')).status).toBe(200)
})
