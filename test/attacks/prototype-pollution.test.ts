/** Member names that mean something to JavaScript reach no object: twenty-five payloads at every operation. */
import { afterAll, expect, it } from 'vitest'
import { makeChild, read } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'
import { inBatches } from '../support/in-batches.ts'
import { sampleRequests } from '../support/sample-requests.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const poison = '{"polluted":true,"isRoot":true,"organizationId":"0195c0de-0000-7000-8000-000000000001"}'
const names = ['__proto__', 'constructor', 'prototype', '__pr\\u006fto__', '\\u005f_proto__', 'c\\u006fnstructor']
/** Members as they are spelt in JSON; all of them are refused, however deep they stand. */
const payloads = names.flatMap((name) => [
  `"${name}":${poison}`,
  `"${name}":null`,
  `"x":{"${name}":${poison}}`,
  `"x":[[{"y":{"${name}":${poison}}}]]`,
])
payloads.push(`"constructor":{"prototype":${poison}}`)

it('is refused before anything is done with it', async () => {
  expect(payloads).toHaveLength(25)
  const child = await makeChild(server)
  const before = await read(server, child, 'list_users')
  for (const { path, body } of sampleRequests(child.organizationId, Date.now()).filter((each) => each.isCurrent)) {
    await inBatches(payloads, async (payload) => {
      const text = JSON.stringify(body).replace(/}$/, `,${payload}}`)
      const answer = await server.post(path, text, await child.stamp(text))
      expect([answer.status, errorCodeOf(answer)], `${path} ${payload}`).toEqual([400, 'BODY_MALFORMED'])
    })
  }
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(await read(server, child, 'list_users')).toEqual(before)
})

it('is no way to name members the contract does not have', async () => {
  const child = await makeChild(server)
  const { organizationId, userId } = child
  const extras = { isRoot: true, parentOrganizationId: organizationId, status: 'x', activityId: userId, role: 'admin' }
  const parameters = { userId, userName: 'renamed', ...extras }
  const answer = await server.submit('update_user_name', 'ACTIVITY_TYPE_UPDATE_USER_NAME', parameters, child)
  expect(answer.status).toBe(200)
  const { body } = await read(server, child, 'get_user', { userId })
  expect(Object.keys(Object(memberAt(body, 'user')))).not.toEqual(expect.arrayContaining(Object.keys(extras)))
})
