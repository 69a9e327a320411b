/** The path is not signed; the type is: an activity is carried out at its own path and nowhere else. */
import { type ActivityName, activities } from '@latchkey/contract'
import { afterAll, expect, it } from 'vitest'
import { rootActor } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused at every other path', async () => {
  const { userId } = await rootActor(server)
  const names = Object.keys(activities) as ActivityName[]
  const parameters = { userId, userName: 'x', apiKeyIds: [userId], authenticatorIds: [userId] }
  for (const name of names) {
    for (const other of names.filter((each) => each !== name)) {
      const answer = await server.submit(other, activities[name].current, parameters)
      expect([answer.status, errorCodeOf(answer)], `${name} at ${other}`).toEqual([400, 'ACTIVITY_TYPE_MISMATCH'])
    }
  }
})
