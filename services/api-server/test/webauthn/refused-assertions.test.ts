/** Assertions that break one rule each, over HTTP: none is accepted, each is refused for its own reason, and no counter moves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeChild, type PasskeyHolder } from '../../../../test/support/actors.ts'
import { errorCodeOf, startTestApiServer, type TestServer } from '../../../../test/support/api-server.ts'
import { makeAssertion, makeSoftwarePasskey } from '../../../../test/support/software-authenticator.ts'
import { refusedAssertions } from './assertion-cases.ts'

let server: TestServer
let holder: PasskeyHolder
let body: string
beforeAll(async () => {
  server = await startTestApiServer()
  const passkey = makeSoftwarePasskey()
  passkey.signCount = 5
  holder = await makeChild(server, passkey)
  passkey.signCount = 6
  body = JSON.stringify({ organizationId: holder.organizationId })
})
afterAll(() => server.close())

const ask = (header: string) => server.post('/public/v1/query/whoami', body, { 'X-Stamp-Webauthn': header })

async function storedCounter(): Promise<number | undefined> {
  const { organizationId, passkey } = holder
  return (await server.system.store.findAuthenticator(organizationId, passkey.credentialId))?.signCount
}

const cases = refusedAssertions()
const refused: string[] = []

describe('an assertion is refused when', () => {
  it.each(cases.map((each) => [each.breaks, each] as const))('%s', async (breaks, { header, code }) => {
    const answer = await ask(header(holder.passkey, body))
    expect([answer.status, errorCodeOf(answer)]).toEqual([401, code])
    refused.push(breaks)
  })
})

it('34 of 34 have been refused, and the counter is where it was', async () => {
  expect(new Set(cases.map(({ breaks }) => breaks)).size).toBe(34)
  expect(refused).toHaveLength(34)
  expect(await storedCounter()).toBe(5)
})

it('an honest assertion is taken', async () => {
  expect((await ask(makeAssertion(holder.passkey, body).header)).status).toBe(200)
  expect(await storedCounter()).toBe(6)
})
