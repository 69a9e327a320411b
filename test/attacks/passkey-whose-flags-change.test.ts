/** Whether a passkey can be backed up is decided when it is made: one that changes its story is another passkey. */
import { afterAll, expect, it } from 'vitest'
import { makeChild } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'
import { authenticatorFlags, makeAssertion, makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())
const { UP, BE, BS } = authenticatorFlags

it.each([
  [{ synced: false }, [UP | BE, UP | BE | BS, UP | BS], [UP]],
  [{ synced: true }, [UP, UP | BS], [UP | BE, UP | BE | BS]],
])('is refused after %j', async (options, refused, taken) => {
  const { organizationId, passkey } = await makeChild(server, makeSoftwarePasskey(options))
  const body = JSON.stringify({ organizationId })
  const ask = async (flags: number) => {
    const { header } = makeAssertion(passkey, body, { flags })
    return errorCodeOf(await server.post('/public/v1/query/whoami', body, { 'X-Stamp-Webauthn': header }))
  }
  for (const flags of refused) expect(await ask(flags), String(flags)).toBe('WEBAUTHN_BACKUP_STATE_INVALID')
  for (const flags of taken) expect(await ask(flags), String(flags)).toBeUndefined()
})
