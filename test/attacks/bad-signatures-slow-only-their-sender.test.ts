/** Guessing at signatures is slowed down where it comes from, and costs nobody else anything. */
import { afterAll, expect, it } from 'vitest'
import { addKey, makeChild, makeKey } from '../support/actors.ts'
import { errorCodeOf, type Stamp, stampWith, startTestApiServer, unlimitedTraffic } from '../support/api-server.ts'
import { postFrom } from '../support/post-from.ts'
import { makeAssertion, makeSoftwarePasskey } from '../support/software-authenticator.ts'

let nowMs = Date.now()
const rates = { ...unlimitedTraffic.rates, badSignatures: 1 }
const server = await startTestApiServer({ nowMs: () => nowMs, traffic: { ...unlimitedTraffic, rates } })
afterAll(() => server.close())

const child = await makeChild(server)
const user = await addKey(server, child)
const neighbour = await addKey(server, child)
const stranger = stampWith((await makeKey()).privateKey)

/** A stamp that names somebody's key and is signed by another. */
const forgeKey =
  (publicKey: string): Stamp =>
  async (body) => {
    const { 'X-Stamp': header = '' } = await stranger(body)
    const text = JSON.stringify({ ...JSON.parse(Buffer.from(header, 'base64url').toString()), publicKey })
    return { 'X-Stamp': Buffer.from(text).toString('base64url') }
  }
const impostor = { ...makeSoftwarePasskey(), credentialId: child.passkey.credentialId }
const forgePasskey: Stamp = async (body) => ({ 'X-Stamp-Webauthn': makeAssertion(impostor, body).header })

async function outcomeOf(from: string, stamp: Stamp, { organizationId } = user): Promise<unknown> {
  const body = JSON.stringify({ organizationId })
  const answer = await postFrom(`${server.url}/public/v1/query/whoami`, { from, body, headers: await stamp(body) })
  return answer.status === 200 ? 'welcome' : errorCodeOf(answer)
}

const attacker = '127.0.0.66'

it.each([
  ['API key', forgeKey(user.apiKey.publicKey), user.stamp],
  ['passkey', forgePasskey, child.stamp],
])('of an %s: ten are verified, then none until time has passed', async (_kind, forged, genuine) => {
  for (let each = 0; each < 10; each += 1) expect(await outcomeOf(attacker, forged)).not.toBe('RATE_LIMIT_EXCEEDED')
  for (let each = 0; each < 20; each += 1) expect(await outcomeOf(attacker, forged)).toBe('RATE_LIMIT_EXCEEDED')
  expect(await outcomeOf('127.0.0.2', genuine)).toBe('welcome')
  expect(await outcomeOf(attacker, neighbour.stamp)).toBe('welcome')
  nowMs += 1_000
  expect(await outcomeOf(attacker, genuine)).toBe('welcome')
})

it('is not what a session meets that has ended: being unknown costs nothing', async () => {
  const ended = { ...user, organizationId: server.system.newId() }
  for (let each = 0; each < 50; each += 1) {
    expect(await outcomeOf('127.0.0.3', user.stamp, ended)).toBe('PUBLIC_KEY_NOT_FOUND')
  }
})
