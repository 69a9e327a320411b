/** A client that lost the answer to a write sends the same bytes with the same stamp again; a passkey's counter must not stand in its way. */
import { activities } from '@latchkey/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeChild, type PasskeyHolder } from '../../../../test/support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer, type TestServer } from '../../../../test/support/api-server.ts'
import {
  makeAssertion,
  makeSoftwarePasskey,
  toWebauthnHeader,
} from '../../../../test/support/software-authenticator.ts'

const passkey = makeSoftwarePasskey()
let server: TestServer
let user: PasskeyHolder

beforeAll(async () => {
  server = await startTestApiServer()
  user = await makeChild(server, passkey)
})
afterAll(() => server.close())

function rename(userName: string): string {
  const { organizationId, userId } = user
  const type = activities.update_user_name.current
  return JSON.stringify({ parameters: { userId, userName }, organizationId, timestampMs: String(Date.now()), type })
}

function send(path: string, body: string, signCount: number) {
  const { stamp } = makeAssertion(passkey, Buffer.from(body), { signCount })
  return server.post(path, body, { 'X-Stamp-Webauthn': toWebauthnHeader(stamp) })
}

describe('the same passkey stamp again', () => {
  it('is the same activity when it signed a write that is on record', async () => {
    const body = rename('Ada')
    const first = await send('/public/v1/submit/update_user_name', body, 7)
    const again = await send('/public/v1/submit/update_user_name', body, 7)
    expect([first.status, again.status]).toEqual([200, 200])
    expect(memberAt(again.body, 'activity.id')).toBe(memberAt(first.body, 'activity.id'))
  })

  it('is refused when its counter is older than the last one, even for bytes on record', async () => {
    const body = rename('Grace')
    await send('/public/v1/submit/update_user_name', body, 8)
    await send('/public/v1/submit/update_user_name', rename('Barbara'), 9)
    const late = await send('/public/v1/submit/update_user_name', body, 8)
    expect(errorCodeOf(late)).toBe('WEBAUTHN_COUNTER_WENT_BACK')
  })

  it('is refused for other bytes', async () => {
    await send('/public/v1/submit/update_user_name', rename('Joan'), 10)
    const other = await send('/public/v1/submit/update_user_name', rename('Radia'), 10)
    expect(errorCodeOf(other)).toBe('WEBAUTHN_COUNTER_WENT_BACK')
  })

  it('is refused for a read', async () => {
    const body = JSON.stringify({ organizationId: user.organizationId })
    expect((await send('/public/v1/query/whoami', body, 20)).status).toBe(200)
    expect(errorCodeOf(await send('/public/v1/query/whoami', body, 20))).toBe('WEBAUTHN_COUNTER_WENT_BACK')
  })
})
