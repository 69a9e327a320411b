/** An assertion or registration that no person confirmed is worth nothing, verified user or not. */
import { afterAll, expect, it } from 'vitest'
import { makeChild, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'
import {
  authenticatorFlags,
  makeAssertion,
  makeRegistration,
  makeSoftwarePasskey,
} from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())
const { UP, UV, AT } = authenticatorFlags

it.each([0, UV])('is refused with the flags %i', async (flags) => {
  const child = await makeChild(server)
  const stamp = async (body: string) => ({ 'X-Stamp-Webauthn': makeAssertion(child.passkey, body, { flags }).header })
  const parameters = { userId: child.userId, userName: 'x' }
  const asserted = await write(server, { ...child, stamp }, 'update_user_name', parameters)
  expect([asserted.status, errorCodeOf(asserted)]).toEqual([401, 'WEBAUTHN_USER_NOT_PRESENT'])
  const registration = makeRegistration(makeSoftwarePasskey(), { flags: flags | AT })
  const authenticators = [{ authenticatorName: 'x', ...registration }]
  const registered = await write(server, child, 'create_authenticators', { userId: child.userId, authenticators })
  expect([registered.status, errorCodeOf(registered)]).toEqual([400, 'ATTESTATION_INVALID'])
})

it('may come without verification, which official clients only prefer', async () => {
  const child = await makeChild(server)
  const stamp = async (body: string) => ({
    'X-Stamp-Webauthn': makeAssertion(child.passkey, body, { flags: UP }).header,
  })
  expect((await write(server, { ...child, stamp }, 'create_read_only_session', {})).status).toBe(200)
})
