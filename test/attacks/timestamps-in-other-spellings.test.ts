/** The moment of a write has one spelling, and the window of an hour back and five minutes ahead is exact to the millisecond. */
import { afterAll, expect, it } from 'vitest'
import { makeChild } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const nowMs = 1_790_000_000_000
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

const child = await makeChild(server)
const malformed = [
  nowMs,
  '',
  ' ',
  `${nowMs} `,
  ` ${nowMs}`,
  `+${nowMs}`,
  `-${nowMs}`,
  `0${nowMs}`,
  `${nowMs}.0`,
  '1e12',
]
malformed.push(
  '0x1a0c4d5a000',
  '9007199254740992',
  '1'.repeat(400),
  'NaN',
  'Infinity',
  '١٧٩٠٠٠٠٠٠٠٠٠٠',
  'now',
  `${nowMs}n`,
)

it.each<[value: unknown, status: number, code: string | undefined]>([
  [String(nowMs - 3_600_000), 200, undefined],
  [String(nowMs - 3_600_001), 400, 'TIMESTAMP_OUTSIDE_WINDOW'],
  [String(nowMs + 300_000), 200, undefined],
  [String(nowMs + 300_001), 400, 'TIMESTAMP_OUTSIDE_WINDOW'],
  ['0', 400, 'TIMESTAMP_OUTSIDE_WINDOW'],
  ['9'.repeat(15), 400, 'TIMESTAMP_OUTSIDE_WINDOW'],
  ...[...malformed, null, true, [String(nowMs)], { ms: nowMs }]
    .map((value) => [value, 400, 'REQUEST_INVALID'] as const)
    .map(([value, status, code]): [unknown, number, string] => [value, status, code]),
])('%j is answered with %i', async (timestampMs, status, code) => {
  const { organizationId, userId, stamp } = child
  const parameters = { userId, userName: 'x' }
  const members = { parameters, organizationId, timestampMs, type: 'ACTIVITY_TYPE_UPDATE_USER_NAME' }
  const answer = await server.send('/public/v1/submit/update_user_name', members, stamp)
  expect([answer.status, errorCodeOf(answer)]).toEqual([status, code])
})
