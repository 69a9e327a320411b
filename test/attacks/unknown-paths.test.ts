/** Paths that name no operation of this server are answered as such, in the error envelope, without asking who is there. */
import { unavailableActivities } from '@latchkey/contract'
import { afterAll, expect, it } from 'vitest'
import { rootActor } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it.each([
  '/',
  '/public/v1/query/',
  '/public/v1/query/whoami/',
  '/public/v1/query/WHOAMI',
  '/public/v1/query/__proto__',
  '/public/v1/query/constructor',
  '/public/v1/query/create_users',
  '/public/v1/submit/whoami',
  '/public/v1/query/..%2fquery%2fwhoami',
  '/public/v2/query/whoami',
])('%s is unknown', async (path) => {
  const answer = await server.send(path, { organizationId: server.organizationId }, server.root)
  expect([answer.status, errorCodeOf(answer)]).toEqual([404, 'UNKNOWN_PATH'])
})

it('tells what it does not offer from what does not exist', async () => {
  const { stamp, organizationId } = await rootActor(server)
  for (const name of unavailableActivities) {
    const answer = await server.send(`/public/v1/submit/${name}`, { organizationId }, stamp)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([501, 'OPERATION_UNAVAILABLE'])
  }
})
