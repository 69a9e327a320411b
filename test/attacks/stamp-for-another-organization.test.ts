/** Where a request goes is what its signed bytes say: nothing around them moves it to another organization. */
import { afterAll, expect, it } from 'vitest'
import { makeChild, rootActor } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is not moved by a header or the path', async () => {
  const root = await rootActor(server)
  const { organizationId } = await makeChild(server)
  const body = JSON.stringify({ organizationId: root.organizationId })
  const headers = { ...(await root.stamp(body)), 'X-Organization-Id': organizationId }
  const answer = await server.post(`/public/v1/query/get_organization?organizationId=${organizationId}`, body, headers)
  expect(memberAt(answer.body, 'organizationData.organizationId')).toBe(root.organizationId)
})

it('is not moved by changing the organization in the body', async () => {
  const root = await rootActor(server)
  const child = await makeChild(server)
  const body = JSON.stringify({ organizationId: root.organizationId })
  const moved = body.replace(root.organizationId, child.organizationId)
  const answer = await server.post('/public/v1/query/get_organization', moved, await root.stamp(body))
  expect([answer.status, errorCodeOf(answer)]).toEqual([401, 'PUBLIC_KEY_NOT_FOUND'])
})
