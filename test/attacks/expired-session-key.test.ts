/** A session key dies to the millisecond, by the server's clock, for reads and for writes. */
import { afterAll, expect, it } from 'vitest'
import { addKey, makeChild, read, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

let nowMs = Date.now()
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

it('is refused from the last millisecond on', async () => {
  const child = await makeChild(server)
  const session = await addKey(server, child, 2)
  nowMs += 1999
  expect((await read(server, session, 'whoami')).status).toBe(200)
  nowMs += 1
  const readAnswer = await read(server, session, 'whoami')
  expect([readAnswer.status, errorCodeOf(readAnswer)]).toEqual([401, 'API_KEY_EXPIRED'])
  const rename = await write(server, session, 'update_user_name', { userId: child.userId, userName: 'late' })
  expect([rename.status, errorCodeOf(rename)]).toEqual([401, 'API_KEY_EXPIRED'])
  const longer = await write(server, session, 'create_read_only_session', {})
  expect([longer.status, errorCodeOf(longer)]).toEqual([401, 'API_KEY_EXPIRED'])
})
