/** Bodies that are small to send and dear to read are refused like any other malformed one, and the next request is answered. */
import { afterAll, expect, it } from 'vitest'
import { rootActor } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const size = 65_000
const fill = (text: string): string => text.repeat(Math.floor(size / text.length))

it.each([
  ['only opening brackets', fill('[')],
  ['only opening braces', fill('{"a":')],
  ['brackets that are closed', `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`],
  ['a long row of quotes', fill('"')],
  ['a long row of backslashes', `"${fill('\\')}`],
  ['a name many times', `{${fill('"a":1,')}"a":1}`],
  ['one long number', `{"a":${fill('9')}}`],
  ['one long exponent', `{"a":1e${fill('9')}}`],
  ['many numbers that are too large', `{"a":[${fill('1e999,')}1]}`],
  ['many lone surrogates', `{"a":"${fill('\\ud800')}"}`],
  ['white space and nothing else', fill(' ')],
  ['zero bytes', fill('\0')],
])('refuses %s', async (_what, body) => {
  const answer = await server.post('/public/v1/query/whoami', body)
  expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'BODY_MALFORMED'])
  const { organizationId, stamp } = await rootActor(server)
  const good = JSON.stringify({ organizationId, padding: fill('x').slice(0, 1000) })
  expect((await server.post('/public/v1/query/whoami', good, await stamp(good))).status).toBe(200)
})
