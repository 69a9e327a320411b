/** The same bytes signed by another user of the organization do not show the first user's activity, nor its session. */
import { activities } from '@latchkey/contract'
import { afterAll, expect, it } from 'vitest'
import { makeUser, rootActor } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused without a word about it', async () => {
  const root = await rootActor(server)
  const user = await makeUser(server, root)
  const { organizationId } = root
  const type = activities.create_read_only_session.current
  const body = JSON.stringify({ parameters: {}, organizationId, timestampMs: String(Date.now()), type })
  const path = '/public/v1/submit/create_read_only_session'
  const first = await server.post(path, body, await root.stamp(body))
  const token = memberAt(first.body, 'activity.result.createReadOnlySessionResult.session')
  expect(token).toMatch(/^[\w-]{80,}$/)
  const second = await server.post(path, body, await user.stamp(body))
  expect([second.status, errorCodeOf(second)]).toEqual([409, 'ACTIVITY_TAKEN'])
  expect(JSON.stringify(second)).not.toContain(token)
})
