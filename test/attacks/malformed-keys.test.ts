/** Keys that are no points of their curve in their one spelling are neither registered nor looked up. */
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
  [`02${x.slice(1)}`, 'REQUEST_INVALID'],
  [x, 'PUBLIC_KEY_INVALID'],
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

/** What is no key on one of the other curves: x of no point, x or y beyond the field, and the small orders of Ed25519. */
const malformedOnCurve: [string, string[]][] = [
  [
    'API_KEY_CURVE_SECP256K1',
    [`02${'5'.padStart(64, '0')}`, `04${x}`, `06${x}`, `02${'f'.repeat(64)}`, '79'.repeat(32)],
  ],
  [
    'API_KEY_CURVE_ED25519',
    [`02${x}`, '02'.padEnd(64, '0'), '01'.padEnd(64, '0'), '00'.repeat(32), 'ff'.repeat(32), `ec${'ff'.repeat(30)}7f`],
  ],
]

it.each(malformedOnCurve)('is refused at registration for %s', async (curveType, publicKeys) => {
  const root = await rootActor(server)
  for (const publicKey of publicKeys) {
    const apiKeys = [{ apiKeyName: 'key', publicKey, curveType }]
    const answer = await write(server, root, 'create_api_keys', { userId: root.userId, apiKeys })
    expect([answer.status, errorCodeOf(answer)], publicKey).toEqual([400, 'PUBLIC_KEY_INVALID'])
  }
})

it.each(['P256', 'SECP256K1', 'SECP256K1_EIP191', 'ED25519'])(
  'is refused in a stamp of %s, without a fault',
  async (of) => {
    const { organizationId } = await rootActor(server)
    for (const publicKey of [...malformed.map(([each]) => each), ...malformedOnCurve.flatMap(([, each]) => each)]) {
      const stamp = JSON.stringify({
        publicKey,
        scheme: `SIGNATURE_SCHEME_TK_API_${of}`,
        signature: '3006020101020101',
      })
      const headers = { 'X-Stamp': Buffer.from(stamp).toString('base64url') }
      expect((await server.post('/public/v1/query/whoami', { organizationId }, headers)).status, publicKey).toBe(401)
    }
  },
)
