/** A touch that was given for one request does not approve another. */
import { afterAll, expect, it } from 'vitest'
import { makeChild } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'
import { makeAssertion } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused, whatever part of it is exchanged', async () => {
  const { organizationId, passkey } = await makeChild(server)
  const body = JSON.stringify({ organizationId })
  const other = `${body} `
  const post = (header: string) => server.post('/public/v1/query/whoami', body, { 'X-Stamp-Webauthn': header })
  expect((await post(makeAssertion(passkey, body).header)).status).toBe(200)
  const wholly = await post(makeAssertion(passkey, other).header)
  expect([wholly.status, errorCodeOf(wholly)]).toEqual([401, 'WEBAUTHN_CLIENT_DATA_INVALID'])
  const [good, stolen] = [makeAssertion(passkey, body), makeAssertion(passkey, other)]
  const parts = { ...JSON.parse(good.header), signature: JSON.parse(stolen.header).signature }
  const mixed = await post(JSON.stringify(parts))
  expect([mixed.status, errorCodeOf(mixed)]).toEqual([401, 'CREDENTIAL_ID_NOT_FOUND'])
  const ofRegistration = await post(makeAssertion(passkey, body, { clientData: { type: 'webauthn.create' } }).header)
  expect([ofRegistration.status, errorCodeOf(ofRegistration)]).toEqual([401, 'WEBAUTHN_CLIENT_DATA_INVALID'])
})
