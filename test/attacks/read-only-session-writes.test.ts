/** The token of a read-only session reads. It writes nothing, not even with parameters about its own user. */
import { type ActivityName, activities } from '@latchkey/contract'
import { afterAll, expect, it } from 'vitest'
import {
  apiKeyParams,
  authenticatorParams,
  logIn,
  makeChild,
  makeKey,
  read,
  userParams,
  write,
} from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'
import { makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused every activity but its own end', async () => {
  const child = await makeChild(server)
  const reader = await logIn(server, child)
  expect((await read(server, reader, 'get_user', { userId: child.userId })).status).toBe(200)
  const [apiKeys, authenticators] = [[apiKeyParams(await makeKey())], [authenticatorParams(makeSoftwarePasskey())]]
  const { userId } = child
  const everything = {
    ...{ userId, userName: 'x', apiKeys, authenticators, apiKeyIds: [userId], authenticatorIds: [userId] },
    ...{
      users: [userParams()],
      subOrganizationName: 'x',
      rootUsers: [userParams({ apiKeys })],
      rootQuorumThreshold: 1,
    },
    ...{ userEmail: 'x@example.org', userPhoneNumber: '+491701234567', userIds: [userId], organizationName: 'x' },
    ...{ apiOnlyUsers: [userParams({ apiKeys })] },
    ...{ targetPublicKey: server.apiPublicKey, publicKey: server.apiPublicKey },
    ...{ scope: 'SESSIONS_ALL', renewalSeconds: '0', sessionProfileName: 'x' },
  }
  const names = Object.keys(activities) as ActivityName[]
  for (const name of names.filter((each) => each !== 'delete_read_only_sessions')) {
    const answer = await write(server, reader, name, everything)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([403, 'SESSION_READ_ONLY'])
  }
})
