/** Organizations are two levels deep: a sub-organization makes none of its own. */
import { afterAll, expect, it } from 'vitest'
import { apiKeyParams, makeChild, makeKey, userParams, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused, by its own id and by the parent id', async () => {
  const child = await makeChild(server)
  const rootUsers = [userParams({ apiKeys: [apiKeyParams(await makeKey())] })]
  const parameters = { subOrganizationName: 'grandchild', rootUsers, rootQuorumThreshold: 1 }
  const own = await write(server, child, 'create_sub_organization', parameters)
  expect([own.status, errorCodeOf(own)]).toEqual([403, 'CALLER_NOT_PARENT'])
  const parents = await write(server, child, 'create_sub_organization', parameters, server.organizationId)
  expect([parents.status, errorCodeOf(parents)]).toEqual([401, 'CREDENTIAL_ID_NOT_FOUND'])
})
