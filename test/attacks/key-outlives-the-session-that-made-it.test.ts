/** A session hands on no more time than it has: `create_api_keys` gives its own life, another session of its user its limit. */
import { afterAll, expect, it } from 'vitest'
import { addKey, apiKeyParams, makeChild, makeKey, makeUser, read, rootActor, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

let nowMs = 1_767_225_600_000
const server = await startTestApiServer({ nowMs: () => nowMs, sessionRenewalSeconds: 3600 })
afterAll(() => server.close())

it('is refused a key with a longer life', async () => {
  const session = await addKey(server, await makeChild(server), 900)
  const { userId } = session
  const create = async (seconds: number) =>
    write(server, session, 'create_api_keys', { userId, apiKeys: [apiKeyParams(await makeKey(), seconds)] })
  expect(errorCodeOf(await create(901))).toBe('STEP_UP_REQUIRED')
  expect((await create(900)).status).toBe(200)
})

it('is refused a session beyond its limit', async () => {
  const session = await addKey(server, await makeChild(server), 900)
  for (const [seconds, status] of [
    [3601, 403],
    [3600, 200],
  ] as const) {
    const expirationSeconds = String(seconds)
    const login = { publicKey: (await makeKey()).publicKey, expirationSeconds }
    expect((await write(server, session, 'stamp_login', login)).status).toBe(status)
    const sealed = { targetPublicKey: (await makeKey()).publicKey, expirationSeconds }
    expect((await write(server, session, 'create_read_write_session', sealed)).status).toBe(status)
  }
})

it('is refused a session of another user that outlives its own key', async () => {
  const root = await rootActor(server)
  const user = await makeUser(server, root)
  const session = await addKey(server, root, 900)
  const open = async (seconds: number) => {
    const targetPublicKey = (await makeKey()).publicKey
    const parameters = { userId: user.userId, targetPublicKey, expirationSeconds: String(seconds) }
    return write(server, session, 'create_read_write_session', parameters)
  }
  expect(errorCodeOf(await open(901))).toBe('STEP_UP_REQUIRED')
  expect((await open(900)).status).toBe(200)
})

it('cannot be used by a grandchild to get further', async () => {
  const session = await addKey(server, await makeChild(server), 900)
  const made = await addKey(server, session, 600)
  nowMs += 500_000
  const grandchild = await addKey(server, made, 100)
  nowMs += 100_000
  expect((await read(server, grandchild, 'whoami')).status).toBe(401)
  expect(errorCodeOf(await write(server, grandchild, 'renew_session', {}))).toBe('API_KEY_EXPIRED')
})
