/** The first start and all later ones: one organization, and a root key that works. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApiServer, type TestServer } from '../../../test/support/api-server.ts'
import { bootstrapOrganization } from '../src/bootstrap.ts'
import { StartFailure } from '../src/start-failure.ts'

let server: TestServer
let file: string
beforeEach(async () => {
  server = await startTestApiServer()
  file = join(server.dataDir, 'local-operator.json')
})
afterEach(() => server.close())

const again = () => bootstrapOrganization(server.system, server.dataDir)
const keysOf = ({ system, organizationId }: TestServer) => system.store.listApiKeys(organizationId, undefined)

describe('bootstrapOrganization', () => {
  it('makes one organization whose root key is accepted', async () => {
    const { organizationId } = server
    const answer = await server.send('/public/v1/query/whoami', { organizationId }, server.root)
    expect(answer).toMatchObject({
      status: 200,
      body: { organizationId, organizationName: 'Local organization', username: 'Local operator' },
    })
  })

  it('keeps the key in a file for its owner only', () => {
    const { organizationId, apiPublicKey, apiPrivateKey } = server
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ organizationId, apiPublicKey, apiPrivateKey })
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('gives the same again', async () => {
    const { organizationId, apiPublicKey, apiPrivateKey } = server
    expect(await again()).toEqual({ organizationId, apiPublicKey, apiPrivateKey })
    expect(await keysOf(server)).toHaveLength(1)
  })

  it('registers a new key of the same user when the file is lost', async () => {
    rmSync(file)
    const operator = await again()
    expect(operator.organizationId).toBe(server.organizationId)
    expect(operator.apiPublicKey).not.toBe(server.apiPublicKey)
    const keys = await keysOf(server)
    expect(keys.map(({ publicKey }) => Buffer.from(publicKey).toString('hex'))).toEqual([
      server.apiPublicKey,
      operator.apiPublicKey,
    ])
    expect(new Set(keys.map(({ userId }) => userId)).size).toBe(1)
  })

  it('registers a new key when that of the file is no longer known', async () => {
    const [key] = await keysOf(server)
    if (!key) throw new Error('no key')
    await server.system.store.transact((transaction) =>
      transaction.deleteApiKeys(server.organizationId, key.userId, [key.apiKeyId]),
    )
    const operator = await again()
    expect(operator.apiPublicKey).not.toBe(server.apiPublicKey)
    expect(await again()).toEqual(operator)
  })

  it.each(['', '{', '{}', '{"organizationId":1}'])('says in one line that the file is damaged: %j', async (content) => {
    writeFileSync(file, content)
    await expect(again()).rejects.toThrow(StartFailure)
    await expect(again()).rejects.toThrow(/^.*local-operator\.json is damaged; delete it .*$/)
  })
})
