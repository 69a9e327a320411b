/** A session that nobody touches again ends, however often it is renewed or opens another: the limit counts from the touch. */
import { afterAll, expect, it } from 'vitest'
import { addKey, type KeyHolder, makeChild, makeKey, read, rootActor, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, stampWith, startTestApiServer } from '../support/api-server.ts'

let nowMs = 1_767_225_600_000
const server = await startTestApiServer({ nowMs: () => nowMs, sessionRenewalSeconds: 3600 })
afterAll(() => server.close())

const renew = (session: KeyHolder, parameters: object = {}) => write(server, session, 'renew_session', parameters)

it('is over an hour after the touch although it is renewed every minute', async () => {
  const [session, touchedAtMs] = [await addKey(server, await makeChild(server), 300), nowMs]
  let renewals = 0
  while ((await renew(session)).status === 200) {
    renewals += 1
    nowMs += 60_000
    if (nowMs - touchedAtMs > 7_200_000) throw new Error('it never ends')
  }
  expect(renewals).toBe(56)
  expect(errorCodeOf(await renew(session))).toBe('STEP_UP_REQUIRED')
  nowMs = touchedAtMs + 3_599_999
  expect((await read(server, session, 'whoami')).status).toBe(200)
  nowMs += 1
  expect(errorCodeOf(await read(server, session, 'whoami'))).toBe('API_KEY_EXPIRED')
  expect(errorCodeOf(await renew(session))).toBe('API_KEY_EXPIRED')
})

it('is not helped by asking for much, or by opening session after session', async () => {
  const [first, touchedAtMs] = [await addKey(server, await makeChild(server), 900), nowMs]
  const { body } = await renew(first, { expirationSeconds: '86400' })
  const endSeconds = memberAt(body, 'activity.result.renewSessionResult.expiresAtSeconds')
  expect(endSeconds).toBe(String(touchedAtMs / 1000 + 3600))
  let session = first
  for (let hour = 0; hour < 3; hour++) {
    nowMs += 1_000_000
    const apiKey = await makeKey()
    const seconds = Math.floor((touchedAtMs + 3_600_000 - nowMs) / 1000)
    const login = (more: number) => ({ publicKey: apiKey.publicKey, expirationSeconds: String(seconds + more) })
    expect(errorCodeOf(await write(server, session, 'stamp_login', login(1)))).toBe('STEP_UP_REQUIRED')
    expect((await write(server, session, 'stamp_login', login(0))).status).toBe(200)
    session = { ...session, apiKey, stamp: stampWith(apiKey.privateKey) }
  }
  nowMs = touchedAtMs + 3_600_000
  expect(errorCodeOf(await read(server, session, 'whoami'))).toBe('API_KEY_EXPIRED')
})

it('cannot raise the limit itself, and feels a lower one at its next renewal', async () => {
  const root = await rootActor(server)
  const session = await addKey(server, root, 900)
  const raise = await write(server, session, 'set_session_limits', { renewalSeconds: '2000000' })
  expect([raise.status, errorCodeOf(raise)]).toEqual([403, 'STEP_UP_REQUIRED'])
  expect((await write(server, root, 'set_session_limits', { renewalSeconds: '0' })).status).toBe(200)
  expect(errorCodeOf(await renew(session))).toBe('STEP_UP_REQUIRED')
})
