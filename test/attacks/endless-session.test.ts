/** Sessions end: none is longer than the operator allows, and no spelling of a number gets around that. */
import { afterAll, expect, it } from 'vitest'
import { apiKeyParams, makeKey, read, rootActor, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer({ maxSessionSeconds: 86_400 })
afterAll(() => server.close())

const root = await rootActor(server)
const keysOfRoot = async (): Promise<unknown> =>
  memberAt((await read(server, root, 'get_api_keys', { userId: root.userId })).body, 'apiKeys.length')

/** Every way to open a session. */
const openings = {
  create_api_keys: async (expirationSeconds: unknown) => {
    const apiKeys = [{ ...apiKeyParams(await makeKey()), expirationSeconds }]
    return write(server, root, 'create_api_keys', { userId: root.userId, apiKeys })
  },
  create_read_write_session: async (expirationSeconds: unknown) => {
    const { publicKey: targetPublicKey } = await makeKey()
    return write(server, root, 'create_read_write_session', { targetPublicKey, expirationSeconds })
  },
  stamp_login: async (expirationSeconds: unknown) => {
    const { publicKey } = await makeKey()
    return write(server, root, 'stamp_login', { publicKey, expirationSeconds })
  },
}

it.each(Object.entries(openings))(
  'is refused by %s when it is too long or no number of seconds',
  async (_name, open) => {
    const before = Number(await keysOfRoot())
    for (const tooLong of ['86401', 86_401, '9999999999', 9_999_999_999]) {
      const answer = await open(tooLong)
      expect([answer.status, errorCodeOf(answer)], String(tooLong)).toEqual([400, 'EXPIRATION_TOO_LONG'])
    }
    for (const malformed of [
      '0',
      0,
      -1,
      '-1',
      '',
      ' 900',
      '900 ',
      '9e2',
      '0x384',
      '900.0',
      1.5,
      '10000000000',
      null,
      true,
      ['900'],
      'NaN',
    ]) {
      const answer = await open(malformed)
      expect([answer.status, errorCodeOf(answer)], JSON.stringify(malformed)).toEqual([400, 'REQUEST_INVALID'])
    }
    expect((await open('86400')).status).toBe(200)
    expect(await keysOfRoot()).toBe(before + 1)
  },
)
