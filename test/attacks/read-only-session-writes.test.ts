/** The token of a read-only session reads. It writes nothing, not even with parameters about its own user. */
import { type ActivityName, activities } from '@latchkey/contract'
import { afterAll, expect, it } from 'vitest'
import { logIn, makeChild, read, write } from '../support/actors.ts'
import { anyParameters } from '../support/any-parameters.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused every activity but its own end', async () => {
  const child = await makeChild(server)
  const reader = await logIn(server, child)
  expect((await read(server, reader, 'get_user', { userId: child.userId })).status).toBe(200)
  const everything = await anyParameters(child.userId)
  const names = Object.keys(activities) as ActivityName[]
  for (const name of names.filter((each) => each !== 'delete_read_only_sessions')) {
    const answer = await write(server, reader, name, everything)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([403, 'SESSION_READ_ONLY'])
  }
})
