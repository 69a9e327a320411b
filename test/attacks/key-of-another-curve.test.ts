/** The same bytes can be a key on two curves: a key is worth something only on the curve it was registered for. */
import { stampSchemes } from '@latchkey/crypto'
import { afterAll, expect, it } from 'vitest'
import { type Actor, makeChild, read, rootActor, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer, type TestAnswer } from '../support/api-server.ts'
import { type CurveKey, type CurveType, makeSharedPoint, stampAs } from '../support/curve-keys.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const plain = stampSchemes.apiSecp256k1
const eip191 = stampSchemes.apiSecp256k1Eip191
const p256 = stampSchemes.apiP256

/** Registers public key and curve for a user. */
async function register(actor: Actor, { publicKey }: CurveKey, curveType: CurveType): Promise<void> {
  const apiKeys = [{ apiKeyName: 'key', publicKey, curveType }]
  expect((await write(server, actor, 'create_api_keys', { userId: actor.userId, apiKeys })).status).toBe(200)
}

/** An answer without what names the request. */
function outsideOf({ status, body }: TestAnswer): string {
  return status + JSON.stringify(body).replaceAll(/"requestId":"[^"]*"/g, '')
}

it('is answered like a key nobody registered, by reads and by writes', async () => {
  const child = await makeChild(server)
  const attempts = [
    { own: 'API_KEY_CURVE_SECP256K1', registered: 'API_KEY_CURVE_P256', schemes: [plain, eip191] },
    { own: 'API_KEY_CURVE_P256', registered: 'API_KEY_CURVE_SECP256K1', schemes: [p256] },
  ] as const
  for (const { own, registered, schemes } of attempts) {
    const [key, unknown] = [makeSharedPoint(own), makeSharedPoint(own)]
    await register(child, key, registered)
    for (const scheme of schemes) {
      const [thief, stranger] = [key, unknown].map((each) => ({ ...child, stamp: stampAs(scheme, each) }))
      if (thief === undefined || stranger === undefined) throw new Error('two keys were made')
      const rename = { userId: child.userId, userName: 'Mallory' }
      for (const organizationId of [child.organizationId, server.organizationId]) {
        const answer = await read(server, thief, 'whoami', { organizationId })
        expect([answer.status, errorCodeOf(answer)]).toEqual([401, 'PUBLIC_KEY_NOT_FOUND'])
        expect(outsideOf(answer)).toEqual(outsideOf(await read(server, stranger, 'whoami', { organizationId })))
      }
      const answer = await write(server, thief, 'update_user_name', rename)
      expect(outsideOf(answer)).toEqual(outsideOf(await write(server, stranger, 'update_user_name', rename)))
      expect(answer.status).toBe(401)
    }
  }
})

it('is worth something on its own curve, whatever the same bytes are elsewhere', async () => {
  const root = await rootActor(server)
  const [child, sibling] = [await makeChild(server), await makeChild(server)]
  const key = makeSharedPoint('API_KEY_CURVE_SECP256K1')
  await register(root, key, 'API_KEY_CURVE_P256')
  await register(child, key, 'API_KEY_CURVE_SECP256K1')
  for (const scheme of [plain, eip191]) {
    const stamp = stampAs(scheme, key)
    expect((await read(server, { ...child, stamp }, 'get_organization')).status).toBe(200)
    expect((await read(server, { ...sibling, stamp }, 'get_organization')).status).toBe(401)
    expect((await read(server, { ...root, stamp }, 'get_organization')).status).toBe(401)
  }
})
