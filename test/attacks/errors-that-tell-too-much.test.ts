/** From outside nobody can tell a key that does not exist from a signature that is wrong, nor a foreign organization from none. */
import { randomUUID } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { type Actor, addKey, makeChild, makeKey, read, rootActor } from '../support/actors.ts'
import { stampWith, startTestApiServer } from '../support/api-server.ts'
import { makeAssertion, makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

/** Status and body of an answer without the id that differs each time. */
async function seenBy(actor: Actor): Promise<string> {
  return JSON.stringify(await read(server, actor, 'whoami')).replaceAll(/"requestId":"[^"]+"/g, '')
}

it('looks the same for every wrong API key', async () => {
  const [child, sibling] = [await makeChild(server), await makeChild(server)]
  const [user, neighbour] = [await addKey(server, child), await addKey(server, sibling)]
  const unknown = stampWith((await makeKey()).privateKey)
  const answers = await Promise.all([
    seenBy({ ...user, stamp: unknown }),
    seenBy({ ...user, stamp: neighbour.stamp }),
    seenBy({ ...user, stamp: (body) => user.stamp(`${body} `) }),
    seenBy({ ...user, organizationId: randomUUID(), stamp: unknown }),
    seenBy({ ...user, organizationId: randomUUID() }),
    seenBy({ ...user, organizationId: sibling.organizationId }),
  ])
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).not.toMatch(/\.ts|node_modules|sqlite| at /i)
})

it('looks the same for every wrong passkey', async () => {
  const child = await makeChild(server)
  const sign = (passkey: typeof child.passkey) => async (body: string) => ({
    'X-Stamp-Webauthn': makeAssertion(passkey, body).header,
  })
  const impostor = { ...makeSoftwarePasskey(), credentialId: child.passkey.credentialId }
  const answers = await Promise.all([
    seenBy({ ...child, stamp: sign(makeSoftwarePasskey()) }),
    seenBy({ ...child, stamp: sign(impostor) }),
    seenBy({ ...child, organizationId: randomUUID() }),
    seenBy({ ...child, organizationId: randomUUID(), stamp: sign(impostor) }),
    seenBy({ ...child, organizationId: (await makeChild(server)).organizationId }),
  ])
  expect(new Set(answers).size).toBe(1)
  expect((await read(server, await rootActor(server), 'whoami')).status).toBe(200)
})
