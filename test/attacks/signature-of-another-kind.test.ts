/** A signature made for one purpose is not taken for another: schemes, passkeys and session tokens do not mix. */
import { afterAll, expect, it } from 'vitest'
import { logIn, makeChild, rootActor } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused under any other name', async () => {
  const [root, child] = [await rootActor(server), await makeChild(server)]
  const { token } = await logIn(server, child)
  const body = JSON.stringify({ organizationId: root.organizationId })
  const { 'X-Stamp': key = '' } = await root.stamp(body)
  const { 'X-Stamp-Webauthn': passkey = '' } = await child.stamp(body)
  const members: object = JSON.parse(Buffer.from(key, 'base64url').toString())
  const withScheme = (scheme: string): string =>
    Buffer.from(JSON.stringify({ ...members, scheme })).toString('base64url')
  const headers: Record<string, string>[] = [
    ...['SECP256K1', 'SECP256K1_EIP191', 'ED25519'].map((kind) => ({
      'X-Stamp': withScheme(`SIGNATURE_SCHEME_TK_API_${kind}`),
    })),
    { 'X-Stamp': withScheme('SIGNATURE_SCHEME_TK_WEBAUTHN') },
    { 'X-Stamp': withScheme('') },
    { 'X-Stamp': Buffer.from(passkey).toString('base64url') },
    { 'X-Stamp': token },
    { 'X-Stamp-Webauthn': JSON.stringify(members) },
    { 'X-Stamp-Webauthn': key },
    { 'X-Stamp-Webauthn': token },
    { 'X-Session': key },
    { Authorization: `Bearer ${token}` },
    {},
  ]
  for (const each of headers) {
    expect((await server.post('/public/v1/query/whoami', body, each)).status, JSON.stringify(each)).toBe(401)
  }
})
