/** Whoever knows somebody's public key can send bad stamps under it, and locks nobody out by that. */
import { afterAll, expect, it } from 'vitest'
import { addKey, makeChild, makeKey, read } from '../support/actors.ts'
import { stampWith, startTestApiServer } from '../support/api-server.ts'
import { makeAssertion, makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('are refused three hundred times, and the next good one is taken', async () => {
  const child = await makeChild(server)
  const user = await addKey(server, child)
  const stranger = stampWith((await makeKey()).privateKey)
  const underHisKey = async (body: string) => {
    const { 'X-Stamp': header = '' } = await stranger(body)
    const members: object = JSON.parse(Buffer.from(header, 'base64url').toString())
    const text = JSON.stringify({ ...members, publicKey: user.apiKey.publicKey })
    return { 'X-Stamp': Buffer.from(text).toString('base64url') }
  }
  const impostor = { ...makeSoftwarePasskey(), credentialId: child.passkey.credentialId }
  const underHisPasskey = async (body: string) => ({ 'X-Stamp-Webauthn': makeAssertion(impostor, body).header })
  for (const stamp of [underHisKey, underHisPasskey]) {
    const answers = await Promise.all(Array.from({ length: 150 }, () => read(server, { ...user, stamp }, 'whoami')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
  }
  expect((await read(server, user, 'whoami')).status).toBe(200)
  expect((await read(server, child, 'whoami')).status).toBe(200)
})
