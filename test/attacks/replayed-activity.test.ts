/** Bytes sent again, with the same or a fresh signature over them, are the same activity: nothing happens twice. */
import { activities } from '@latchkey/contract'
import { afterAll, expect, it } from 'vitest'
import { addKey, apiKeyParams, makeChild, makeKey, read } from '../support/actors.ts'
import { memberAt, startTestApiServer } from '../support/api-server.ts'
import { twinOf } from '../support/twin-signature.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is one activity with one effect', async () => {
  const user = await addKey(server, await makeChild(server))
  const { organizationId, userId } = user
  const parameters = { userId, apiKeys: [apiKeyParams(await makeKey(), 900)] }
  const type = activities.create_api_keys.current
  const body = JSON.stringify({ parameters, organizationId, timestampMs: String(Date.now()), type })
  const seen = await user.stamp(body)
  const headers = [seen, seen, await user.stamp(body), { 'X-Stamp': twinOf(seen['X-Stamp'] ?? '') }]
  const answers = await Promise.all(headers.map((each) => server.post('/public/v1/submit/create_api_keys', body, each)))
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200])
  expect(new Set(answers.map((answer) => memberAt(answer.body, 'activity.id'))).size).toBe(1)
  const { body: keys } = await read(server, user, 'get_api_keys', { userId })
  expect(memberAt(keys, 'apiKeys.length')).toBe(2)
})
