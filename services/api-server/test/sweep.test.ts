/** Sweeping: what has been expired for a day goes, and nothing else. */
import { generateSigningKey, toHex } from '@latchkey/crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorCodeOf, stampWith, startTestApiServer, type TestServer } from '../../../test/support/api-server.ts'
import { sweepExpired } from '../src/sweep.ts'

const dayMs = 86_400_000

let server: TestServer
let nowMs: number
beforeEach(async () => {
  nowMs = 1_767_225_600_000
  server = await startTestApiServer({ nowMs: () => nowMs })
})
afterEach(() => server.close())

/** Opens a session of 900 s and answers what the server says to it. */
async function openSession() {
  const { organizationId } = server
  const { publicKey, privateKey } = await generateSigningKey()
  const [root] = await server.system.store.listUsers(organizationId)
  const key = {
    apiKeyName: 'session',
    publicKey: toHex(publicKey),
    curveType: 'API_KEY_CURVE_P256',
    expirationSeconds: '900',
  }
  const parameters = { userId: root?.userId, apiKeys: [key] }
  expect(await server.submit('create_api_keys', 'ACTIVITY_TYPE_CREATE_API_KEYS_V2', parameters)).toMatchObject({
    status: 200,
  })
  const stamp = stampWith(toHex(privateKey))
  return async () => errorCodeOf(await server.send('/public/v1/query/whoami', { organizationId }, stamp))
}

describe('sweepExpired', () => {
  it('leaves live keys, and for a day those that have expired', async () => {
    const errorOfSession = await openSession()
    nowMs += 899_999
    await sweepExpired(server.system)
    expect(await errorOfSession()).toBeUndefined()
    nowMs += 1 + dayMs
    await sweepExpired(server.system)
    expect(await errorOfSession()).toBe('API_KEY_EXPIRED')
    nowMs += 1
    await sweepExpired(server.system)
    expect(await errorOfSession()).toBe('PUBLIC_KEY_NOT_FOUND')
  })

  it('never touches permanent keys', async () => {
    nowMs += 10_000 * dayMs
    await sweepExpired(server.system)
    const { organizationId } = server
    expect(await server.send('/public/v1/query/whoami', { organizationId }, server.root)).toMatchObject({ status: 200 })
  })
})
