/** Registrations that break one rule each, over HTTP: none is accepted, each is refused for its own reason, and nothing is stored. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, makeChild, read, write } from '../../../../test/support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer, type TestServer } from '../../../../test/support/api-server.ts'
import { honestRegistrations, refusedRegistrations } from './registration-cases.ts'

let server: TestServer
let holder: Actor
beforeAll(async () => {
  server = await startTestApiServer()
  holder = await makeChild(server)
})
afterAll(() => server.close())

function register(registration: object) {
  const authenticators = [{ authenticatorName: 'x', ...registration }]
  return write(server, holder, 'create_authenticators', { userId: holder.userId, authenticators })
}

async function countPasskeys(): Promise<unknown> {
  const { body } = await read(server, holder, 'get_authenticators', { userId: holder.userId })
  return memberAt(body, 'authenticators.length')
}

const cases = refusedRegistrations()
const refused: string[] = []

describe('a registration is refused when', () => {
  it.each(cases.map((each) => [each.breaks, each] as const))('%s', async (breaks, { registration, refusal }) => {
    const answer = await register(registration)
    expect(answer.status).toBe(400)
    expect(['REQUEST_INVALID', 'ATTESTATION_INVALID']).toContain(errorCodeOf(answer))
    const { field, description } = Object(memberAt(answer.body, 'details.2.fieldViolations.0'))
    expect(`${field} ${description}`).toContain(`parameters.authenticators.0.${refusal}`)
    refused.push(breaks)
  })
})

it('46 of 46 have been refused, and the user has no passkey but its own', async () => {
  expect(new Set(cases.map(({ breaks }) => breaks)).size).toBe(46)
  expect(refused).toHaveLength(46)
  expect(await countPasskeys()).toBe(1)
})

it('honest registrations of the same shapes are taken', async () => {
  for (const registration of honestRegistrations()) expect((await register(registration)).status).toBe(200)
  expect(await countPasskeys()).toBe(4)
})
