/** Sub-organizations see nothing of their parent: neither by its id nor by naming its users. */
import { afterAll, expect, it } from 'vitest'
import { addKey, makeChild, read, rootActor } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused whatever it asks, by passkey or key', async () => {
  const root = await rootActor(server)
  const child = await makeChild(server)
  const withKey = await addKey(server, child)
  const { organizationId } = root
  for (const name of ['get_organization', 'list_users', 'get_api_keys', 'list_suborgs', 'list_activities'] as const) {
    const byPasskey = await read(server, child, name, { organizationId })
    expect([byPasskey.status, errorCodeOf(byPasskey)], name).toEqual([401, 'CREDENTIAL_ID_NOT_FOUND'])
    const byKey = await read(server, withKey, name, { organizationId })
    expect([byKey.status, errorCodeOf(byKey)], name).toEqual([401, 'PUBLIC_KEY_NOT_FOUND'])
  }
  const inDisguise = await read(server, withKey, 'get_user', { userId: root.userId })
  expect([inDisguise.status, errorCodeOf(inDisguise)]).toEqual([404, 'USER_NOT_FOUND'])
})
