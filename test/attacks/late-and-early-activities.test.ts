/** A write nobody has seen yet is refused when it was signed more than an hour ago or more than five minutes ahead. */
import { activities } from '@latchkey/contract'
import { afterAll, expect, it } from 'vitest'
import { makeChild, read } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'

const nowMs = Date.now()
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

it.each([
  ['late', nowMs - 3_600_001],
  ['early', nowMs + 300_001],
  ['of a decade ago', nowMs - 315_360_000_000],
])('is refused when it is %s', async (userName, timestampMs) => {
  const child = await makeChild(server)
  const { organizationId, userId } = child
  const type = activities.update_user_name.current
  const members = { parameters: { userId, userName }, organizationId, timestampMs: String(timestampMs), type }
  const answer = await server.send('/public/v1/submit/update_user_name', members, child.stamp)
  expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'TIMESTAMP_OUTSIDE_WINDOW'])
  const { body } = await read(server, child, 'list_activities')
  expect(memberAt(body, 'activities.length')).toBe(0)
})
