/** Signed bytes that two parsers could read differently are refused before anybody reads them. */
import { afterAll, expect, it } from 'vitest'
import { rootActor } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const other = '0195c0de-0000-7000-8000-000000000001'
const bodies = (id: string): [string, string][] => [
  ['a member twice', `{"organizationId":"${other}","organizationId":"${id}"}`],
  ['a member twice, once escaped', `{"organizationId":"${other}","organization\\u0049d":"${id}"}`],
  ['__proto__', `{"organizationId":"${id}","__proto__":{"isRoot":true}}`],
  ['__proto__, escaped and nested', `{"organizationId":"${id}","x":[{"__pr\\u006fto__":{}}]}`],
  ['constructor', `{"organizationId":"${id}","constructor":{"prototype":{}}}`],
  ['a lone surrogate', `{"organizationId":"${id}","x":"\\ud800"}`],
  ['an infinite number', `{"organizationId":"${id}","x":1e999}`],
  ['an integer doubles cannot hold', `{"organizationId":"${id}","x":9007199254740993}`],
  ['depth 33', `{"organizationId":"${id}","x":${'['.repeat(32)}${']'.repeat(32)}}`],
  ['a byte order mark', `\ufeff{"organizationId":"${id}"}`],
  ['bytes after the object', `{"organizationId":"${id}"}{}`],
  ['an array', `[{"organizationId":"${id}"}]`],
  ['nothing', ''],
]

it('is refused although it is signed', async () => {
  const root = await rootActor(server)
  for (const [name, body] of bodies(root.organizationId)) {
    const answer = await server.post('/public/v1/query/whoami', body, await root.stamp(body))
    expect([answer.status, errorCodeOf(answer)], name).toEqual([400, 'BODY_MALFORMED'])
  }
  expect(Reflect.get({}, 'isRoot')).toBeUndefined()
})
