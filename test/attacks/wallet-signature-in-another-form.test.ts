/** What a wallet signed in one form is not taken in another: personal and plain signatures do not replace each other. */
import { formatApiKeyStamp, stampSchemes, toHex } from '@latchkey/crypto'
import { afterAll, expect, it } from 'vitest'
import { makeChild, write } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'
import { makeCurveKey, signAs } from '../support/curve-keys.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const plain = stampSchemes.apiSecp256k1
const eip191 = stampSchemes.apiSecp256k1Eip191

it('is refused under the other scheme, of another length, and as what the text of a message is', async () => {
  const { organizationId, userId, stamp } = await makeChild(server)
  const key = makeCurveKey('API_KEY_CURVE_SECP256K1')
  const apiKeys = [{ apiKeyName: 'wallet', publicKey: key.publicKey, curveType: key.curveType }]
  const child = { organizationId, userId, stamp }
  expect((await write(server, child, 'create_api_keys', { userId, apiKeys })).status).toBe(200)

  const body = JSON.stringify({ organizationId })
  const ask = async (scheme: string, signature: Uint8Array, sent = body): Promise<number> => {
    const header = formatApiKeyStamp({ publicKeyHex: key.publicKey, scheme, signatureHex: toHex(signature) })
    return (await server.post('/public/v1/query/whoami', sent, { 'X-Stamp': header })).status
  }
  const [personal, bare] = [signAs(eip191, key, body), signAs(plain, key, body)]
  expect([await ask(eip191, personal), await ask(plain, bare)]).toEqual([200, 200])
  expect([await ask(plain, personal), await ask(eip191, bare)]).toEqual([401, 401])
  for (const length of [0, 64, 65, 72]) {
    expect([await ask(eip191, Buffer.alloc(length, 1)), await ask(plain, Buffer.alloc(length, 1))]).toEqual([401, 401])
  }
  const prefixed = `\u0019Ethereum Signed Message:\n${body.length}${body}`
  expect([await ask(plain, signAs(eip191, key, body), prefixed), await ask(eip191, personal, `${body} `)]).toEqual([
    400, 401,
  ])
  expect(await ask(eip191, personal, '')).toBe(400)
})
