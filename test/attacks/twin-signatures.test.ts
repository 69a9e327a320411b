/** A signature has a twin that is as valid: whoever sends it instead repeats the same write and makes no second one. */
import { afterAll, expect, it } from 'vitest'
import { addKey, makeChild } from '../support/actors.ts'
import { memberAt, startTestApiServer } from '../support/api-server.ts'
import { twinOf } from '../support/twin-signature.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is the same activity a hundred times of a hundred', async () => {
  const user = await addKey(server, await makeChild(server))
  const { organizationId, userId } = user
  const type = 'ACTIVITY_TYPE_UPDATE_USER_NAME'
  for (let round = 0; round < 100; round++) {
    const parameters = { userId, userName: `round ${round}` }
    const body = JSON.stringify({ parameters, organizationId, timestampMs: String(Date.now()), type })
    const { 'X-Stamp': header = '' } = await user.stamp(body)
    const send = (stamp: string) => server.post('/public/v1/submit/update_user_name', body, { 'X-Stamp': stamp })
    const [first, twin] = [await send(header), await send(twinOf(header))]
    expect([first.status, twin.status]).toEqual([200, 200])
    expect(memberAt(twin.body, 'activity.id')).toBe(memberAt(first.body, 'activity.id'))
  }
})
