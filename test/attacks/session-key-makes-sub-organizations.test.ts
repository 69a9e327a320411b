/** The session key of a parent's root user cannot make organizations either. */
import { afterAll, expect, it } from 'vitest'
import { addKey, apiKeyParams, makeKey, read, rootActor, userParams, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is asked for the passkey', async () => {
  const session = await addKey(server, await rootActor(server), 60)
  const rootUsers = [userParams({ apiKeys: [apiKeyParams(await makeKey())] })]
  const parameters = { subOrganizationName: 'x', rootUsers, rootQuorumThreshold: 1 }
  const answer = await write(server, session, 'create_sub_organization', parameters)
  expect([answer.status, errorCodeOf(answer)]).toEqual([403, 'STEP_UP_REQUIRED'])
  expect((await read(server, session, 'list_suborgs')).body).toEqual({ organizationIds: [] })
})
