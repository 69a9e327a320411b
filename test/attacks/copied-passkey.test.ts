/** A copy of a passkey that counts is found out: once the original has been used again, the copy's counter is behind. */
import { afterAll, expect, it } from 'vitest'
import { makeChild, read, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'
import { makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused, and the original goes on', async () => {
  const passkey = makeSoftwarePasskey()
  passkey.signCount = 1
  const child = await makeChild(server, passkey)
  const { userId } = child
  const use = async (signCount: number, userName: string) => {
    passkey.signCount = signCount
    const answer = await write(server, child, 'update_user_name', { userId, userName })
    return [answer.status, errorCodeOf(answer)]
  }
  expect(await use(7, 'original')).toEqual([200, undefined])
  for (const signCount of [0, 1, 6, 7]) {
    expect(await use(signCount, `copy at ${signCount}`)).toEqual([401, 'WEBAUTHN_COUNTER_WENT_BACK'])
  }
  expect(await use(8, 'original again')).toEqual([200, undefined])
  expect((await read(server, child, 'whoami')).status).toBe(401)
})
