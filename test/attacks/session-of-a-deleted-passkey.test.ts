/** Whoever takes the passkey of a lost device away also ends what was opened with it, directly or by way of other sessions. */
import { afterAll, expect, it } from 'vitest'
import { addKey, authenticatorParams, logIn, makeChild, makeKey, read, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, stampWith, stampWithPasskey, startTestApiServer } from '../support/api-server.ts'
import { makeSoftwarePasskey } from '../support/software-authenticator.ts'

let nowMs = 1_767_225_600_000
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

it('is refused from the next request on, and sessions of other passkeys are not', async () => {
  const child = await makeChild(server)
  const { userId } = child
  const kept = makeSoftwarePasskey()
  const added = { userId, authenticators: [authenticatorParams(kept)] }
  expect((await write(server, child, 'create_authenticators', added)).status).toBe(200)
  const keeper = { ...child, passkey: kept, stamp: stampWithPasskey(kept) }

  const direct = await addKey(server, child, 900)
  const apiKey = await makeKey()
  expect((await write(server, direct, 'stamp_login', { publicKey: apiKey.publicKey })).status).toBe(200)
  const second = { ...direct, apiKey, stamp: stampWith(apiKey.privateKey) }
  const third = await addKey(server, second, 60)
  const reader = await logIn(server, third)
  nowMs += 1
  const other = await addKey(server, keeper, 900)
  const otherReader = await logIn(server, other)

  const { body } = await read(server, child, 'get_user', { userId })
  const authenticatorIds = [memberAt(body, 'user.authenticators.0.authenticatorId')]
  const answer = await write(server, keeper, 'delete_authenticators', { userId, authenticatorIds })
  expect(memberAt(answer.body, 'activity.result.deleteAuthenticatorsResult.endedSessions')).toBe(4)
  for (const session of [direct, second, third]) {
    expect(errorCodeOf(await read(server, session, 'whoami'))).toBe('PUBLIC_KEY_NOT_FOUND')
    expect((await write(server, session, 'renew_session', {})).status).toBe(401)
  }
  expect(errorCodeOf(await read(server, reader, 'whoami'))).toBe('SESSION_INVALID')
  for (const session of [other, otherReader]) expect((await read(server, session, 'whoami')).status).toBe(200)
})
