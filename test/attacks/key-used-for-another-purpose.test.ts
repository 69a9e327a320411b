/** A key is good for what it was registered for: passkeys sign no API stamps, API keys no assertions, and a registration is no assertion. */
import { createHash, createPrivateKey, sign } from 'node:crypto'
import { compressPoint, toHex } from '@latchkey/crypto'
import { afterAll, expect, it } from 'vitest'
import { addKey, makeChild } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'
import {
  makeAssertion,
  makeRegistration,
  makeSoftwarePasskey,
  toWebauthnHeader,
} from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const child = await makeChild(server)
const user = await addKey(server, child)
const body = JSON.stringify({ organizationId: child.organizationId })
const ask = async (headers: Record<string, string>) =>
  (await server.post('/public/v1/query/whoami', body, headers)).status
const sec1 = `30310201010420${user.apiKey.privateKey}a00a06082a8648ce3d030107`
const apiPrivateKey = createPrivateKey({ key: Buffer.from(sec1, 'hex'), format: 'der', type: 'sec1' })

it('is taken for its own', async () => {
  expect(await ask(await user.stamp(body))).toBe(200)
  expect(await ask(await child.stamp(body))).toBe(200)
})

it('is refused when a passkey signs as an API key', async () => {
  const { x = '', y = '' } = child.passkey.privateKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  const publicKey = toHex(compressPoint(new Uint8Array(point)))
  const signature = sign('sha256', Buffer.from(body), child.passkey.privateKey).toString('hex')
  for (const scheme of ['SIGNATURE_SCHEME_TK_API_P256', 'SIGNATURE_SCHEME_TK_WEBAUTHN']) {
    const stamp = JSON.stringify({ publicKey, scheme, signature })
    expect(await ask({ 'X-Stamp': Buffer.from(stamp).toString('base64url') })).toBe(401)
  }
})

it('is refused when an API key signs as a passkey, under its own name or that of one', async () => {
  const publicKey = Buffer.from(user.apiKey.publicKey, 'hex')
  for (const credentialId of [publicKey, child.passkey.credentialId]) {
    const impostor = { ...makeSoftwarePasskey(), credentialId, privateKey: apiPrivateKey }
    expect(await ask({ 'X-Stamp-Webauthn': makeAssertion(impostor, body).header })).toBe(401)
  }
})

it('is refused when a registration is shown as an assertion', async () => {
  const challenge = Buffer.from(createHash('sha256').update(body).digest('hex')).toString('base64url')
  let signature = Buffer.alloc(0)
  let authenticatorData = Buffer.alloc(0)
  const { attestation } = makeRegistration(child.passkey, {
    clientData: { challenge },
    attestationObject: (members, toBeSigned) => {
      signature = sign('sha256', toBeSigned, child.passkey.privateKey)
      authenticatorData = Buffer.from(toBeSigned.subarray(0, -32))
      members.set('fmt', 'packed')
    },
  })
  const clientDataJson = Buffer.from(attestation.clientDataJson, 'base64url')
  const stamp = { authenticatorData, clientDataJson, credentialId: child.passkey.credentialId, signature }
  expect(await ask({ 'X-Stamp-Webauthn': toWebauthnHeader(stamp) })).toBe(401)
})
