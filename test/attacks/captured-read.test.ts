/** A captured read can be repeated while its key lives, as SECURITY.md says, and not a moment longer. */
import { afterAll, expect, it } from 'vitest'
import { addKey, makeChild, write } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'

let nowMs = Date.now()
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

async function capture(expirationSeconds: number) {
  const child = await makeChild(server)
  const session = await addKey(server, child, expirationSeconds)
  const body = JSON.stringify({ organizationId: child.organizationId })
  const captured = await session.stamp(body)
  const repeat = async () => (await server.post('/public/v1/query/whoami', body, captured)).status
  expect(await repeat()).toBe(200)
  return { child, session, repeat }
}

it('is refused once its key has been deleted', async () => {
  const { child, session, repeat } = await capture(900)
  const { userId } = child
  await write(server, child, 'delete_api_keys', { userId, apiKeyIds: [session.apiKeyId] })
  expect(await repeat()).toBe(401)
})

it('is refused once its key has expired', async () => {
  const { repeat } = await capture(60)
  nowMs += 60_000
  expect(await repeat()).toBe(401)
})
