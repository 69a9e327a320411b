/** A signature counts over the body itself and in strict DER: not over a digest of it, nor in any other encoding. */
import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { importPublicKey } from '../../services/api-server/src/api-key-curve.ts'
import { verifySignature } from '../../services/api-server/src/authenticate/verify-signature.ts'
import { addKey, makeChild } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'
import { inBatches } from '../support/in-batches.ts'
import { makeRandom, readSeed } from '../support/random.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const user = await addKey(server, await makeChild(server))
const body = JSON.stringify({ organizationId: user.organizationId })
const publicKey = Buffer.from(user.apiKey.publicKey, 'hex')

/** `ECPrivateKey` of RFC 5915 with nothing but the curve and the 32 bytes. */
function toPrivateKey(privateKeyHex: string): KeyObject {
  const der = Buffer.from(`30310201010420${privateKeyHex}a00a06082a8648ce3d030107`, 'hex')
  return createPrivateKey({ key: der, format: 'der', type: 'sec1' })
}
const key = toPrivateKey(user.apiKey.privateKey)
const digest = createHash('sha256').update(body).digest()
const honest = sign('sha256', Buffer.from(body), key)

const ask = async (signature: string): Promise<number> => {
  const stamp = JSON.stringify({ publicKey: user.apiKey.publicKey, scheme: 'SIGNATURE_SCHEME_TK_API_P256', signature })
  const headers = { 'X-Stamp': Buffer.from(stamp).toString('base64url') }
  return (await server.post('/public/v1/query/whoami', body, headers)).status
}

it('is refused under the same key', async () => {
  expect(await ask(honest.toString('hex'))).toBe(200)
  const others = [
    sign('sha256', digest, key),
    sign('sha256', Buffer.from(digest.toString('hex')), key),
    sign('sha256', Buffer.from(`${body}\n`), key),
    sign('sha384', Buffer.from(body), key),
    sign('sha1', Buffer.from(body), key),
    sign('sha256', Buffer.from(body), { key, dsaEncoding: 'ieee-p1363' }),
    Buffer.concat([honest, Buffer.alloc(1)]),
    honest.subarray(0, -1),
  ]
  for (const signature of others) expect(await ask(signature.toString('hex'))).toBe(401)
  expect(await ask(honest.toString('base64'))).toBe(401)
})

it('is refused ten thousand times of ten thousand with bytes changed, added or left out', async () => {
  const random = makeRandom(readSeed('signature-in-another-form'))
  const imported = importPublicKey(new Uint8Array(publicKey), 'API_KEY_CURVE_P256')
  let accepted = 0
  await inBatches(Array.from({ length: 10_000 }), async () => {
    const at = random(honest.length)
    const bytes = Buffer.from(Array.from({ length: 1 + random(3) }, () => random(256)))
    const end = at + random(4)
    const changed = Buffer.concat([honest.subarray(0, at), bytes, honest.subarray(end)])
    if (!changed.equals(honest) && (await verifySignature(imported, Buffer.from(body), changed))) accepted++
  })
  expect(accepted).toBe(0)
})
