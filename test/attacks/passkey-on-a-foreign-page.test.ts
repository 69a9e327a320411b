/** Passkeys are taken only from pages of the operator's list: neither registered nor used anywhere else, nor inside a foreign frame. */
import { afterAll, expect, it } from 'vitest'
import { makeChild, rootActor, userParams, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'
import {
  type CeremonyOverrides,
  makeAssertion,
  makeRegistration,
  makeSoftwarePasskey,
} from '../support/software-authenticator.ts'

const server = await startTestApiServer({ origins: ['https://app.example'] })
afterAll(() => server.close())

const honest = { origin: 'https://app.example', rpId: 'app.example' }
const foreign: [string, CeremonyOverrides, string][] = [
  ...['https://evil.example', 'https://app.example.evil.example', 'https://x.app.example', 'http://app.example'],
  ...['https://app.example:8443', 'https://app.example.', 'https://app.example/', 'HTTPS://app.example', 'null', ''],
].map((origin) => [origin, { clientData: { origin } }, 'WEBAUTHN_ORIGIN_NOT_ALLOWED'])

const ceremonies: typeof foreign = [
  ...foreign,
  ['framed', { clientData: { crossOrigin: true } }, 'WEBAUTHN_FRAMED'],
  ['below another page', { clientData: { topOrigin: 'https://evil.example' } }, 'WEBAUTHN_FRAMED'],
  ['of another site', { rpId: 'evil.example' }, 'WEBAUTHN_RP_ID_MISMATCH'],
]

it('is refused when it signs there', async () => {
  const { organizationId, passkey } = await makeChild(server, makeSoftwarePasskey(honest))
  const body = JSON.stringify({ organizationId })
  const ask = (overrides: CeremonyOverrides) =>
    server.post('/public/v1/query/whoami', body, { 'X-Stamp-Webauthn': makeAssertion(passkey, body, overrides).header })
  expect((await ask({})).status).toBe(200)
  for (const [name, overrides, code] of ceremonies) {
    const answer = await ask(overrides)
    expect([answer.status, errorCodeOf(answer)], name).toEqual([401, code])
  }
})

it('is refused when it is registered there', async () => {
  const root = await rootActor(server)
  for (const [name, overrides] of ceremonies) {
    const registration = makeRegistration(makeSoftwarePasskey(honest), overrides)
    const users = [userParams({ authenticators: [{ authenticatorName: 'x', ...registration }] })]
    const answer = await write(server, root, 'create_users', { users })
    expect([answer.status, errorCodeOf(answer)], name).toEqual([400, 'ATTESTATION_INVALID'])
  }
})
