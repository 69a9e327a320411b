/** Sessions do not pile up: the eleventh makes the oldest give way, and that one is refused at once. */
import { afterAll, expect, it } from 'vitest'
import { addKey, type KeyHolder, makeChild, read } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('ends the oldest session and no other', async () => {
  const child = await makeChild(server)
  const sessions: KeyHolder[] = []
  for (let index = 0; index < 10; index++) sessions.push(await addKey(server, child, 900))
  const statuses = async () => Promise.all(sessions.map(async (each) => (await read(server, each, 'whoami')).status))
  expect(await statuses()).toEqual(Array(10).fill(200))
  sessions.push(await addKey(server, child, 900))
  expect(await statuses()).toEqual([401, ...Array(10).fill(200)])
  const [oldest = child] = sessions
  expect(errorCodeOf(await read(server, oldest, 'whoami'))).toBe('PUBLIC_KEY_NOT_FOUND')
})
