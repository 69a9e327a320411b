/** Keys that are no points of P-256 in their one spelling are neither registered nor looked up. */
import { afterAll, expect, it } from 'vitest'
import { apiKeyParams, makeKey, read, rootActor, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const x = '7'.padStart(64, '0')
const malformed: [string, string][] = [
  ['', 'REQUEST_INVALID'],
  ['00', 'REQUEST_INVALID'],
  ['zz'.repeat(33), 'REQUEST_INVALID'],
  [`02${x}00`, 'REQUEST_INVALID'],
  [`0x02${x}`, 'REQUEST_INVALID'],
  [`04${x}${x}`, 'REQUEST_INVALID'],
  [` 02${x.slice(1)}`, 'REQUEST_INVALID'],
  [`02${x.slice(1)}`, 'PUBLIC_KEY_INVALID'],
  [`02${x}`, 'PUBLIC_KEY_INVALID'],
  [`03${x}`, 'PUBLIC_KEY_INVALID'],
  [`04${x}`, 'PUBLIC_KEY_INVALID'],
  [`05${x}`, 'PUBLIC_KEY_INVALID'],
  [`06${x}`, 'PUBLIC_KEY_INVALID'],
  [`00${x}`, 'PUBLIC_KEY_INVALID'],
  [`02${'f'.repeat(64)}`, 'PUBLIC_KEY_INVALID'],
  ['ffffffff00000001000000000000000000000000ffffffffffffffffffffffff'.padStart(66, '02'), 'PUBLIC_KEY_INVALID'],
]

it('is refused at registration', async () => {
  const root = await rootActor(server)
  const register = (publicKey: string) => {
    const apiKeys = [apiKeyParams({ publicKey, privateKey: '' }, 60)]
    return write(server, root, 'create_api_keys', { userId: root.userId, apiKeys })
  }
  for (const [publicKey, code] of malformed) {
    const answer = await register(publicKey)
    expect([answer.status, errorCodeOf(answer)], publicKey).toEqual([400, code])
  }
  const { publicKey } = await makeKey()
  expect((await register(publicKey.toUpperCase())).status).toBe(200)
  expect(errorCodeOf(await register(publicKey))).toBe('PUBLIC_KEY_TAKEN')
  const { body } = await read(server, root, 'get_api_keys', { userId: root.userId })
  expect(memberAt(body, 'apiKeys.length')).toBe(2)
})

it('is refused in a stamp, without a fault', async () => {
  const { organizationId } = await rootActor(server)
  for (const [publicKey] of malformed) {
    const stamp = JSON.stringify({ publicKey, scheme: 'SIGNATURE_SCHEME_TK_API_P256', signature: '3006020101020101' })
    const headers = { 'X-Stamp': Buffer.from(stamp).toString('base64url') }
    expect((await server.post('/public/v1/query/whoami', { organizationId }, headers)).status, publicKey).toBe(401)
  }
})
