/**
 * The server actions of @turnkey/sdk-server, with which Next.js applications sign their users up. They read their settings
 * when they are loaded, and so have a file of their own.
 */
import { toBase64url } from '@latchkey/crypto'
import type { TurnkeyApiClient } from '@turnkey/sdk-server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestApiServer, type TestServer } from '../support/api-server.ts'
import { makeRegistration, makeSoftwarePasskey } from '../support/software-authenticator.ts'
import { requestError } from './support/request-error.ts'

const noWallets = requestError(
  3,
  'this server has no wallets or private keys yet, so nothing was created',
  'REQUEST_INVALID',
)

let api: TestServer
let server: typeof import('@turnkey/sdk-server')['server']
let client: TurnkeyApiClient

beforeAll(async () => {
  api = await startTestApiServer()
  vi.stubEnv('NEXT_PUBLIC_BASE_URL', api.url)
  vi.stubEnv('NEXT_PUBLIC_ORGANIZATION_ID', api.organizationId)
  vi.stubEnv('TURNKEY_API_PUBLIC_KEY', api.apiPublicKey)
  vi.stubEnv('TURNKEY_API_PRIVATE_KEY', api.apiPrivateKey)
  const official = await import('@turnkey/sdk-server')
  server = official.server
  client = new official.Turnkey({ ...api, apiBaseUrl: api.url, defaultOrganizationId: api.organizationId }).apiClient()
})
afterAll(() => api.close())

const makePasskey = () => ({ authenticatorName: 'First', ...makeRegistration(makeSoftwarePasskey()) })

describe('createSuborg', () => {
  it('is told that there are no wallets, since it always asks for one', async () => {
    const reports = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect(await server.createSuborg({ passkey: makePasskey() })).toBeUndefined()
    expect(reports).toHaveBeenCalledExactlyOnceWith(noWallets)
  })

  it('of sdk-server 1.x sends empty names, which alone would be accepted', async () => {
    const rootUser = { userName: '', userEmail: '', apiKeys: [], oauthProviders: [], authenticators: [makePasskey()] }
    const parameters = { subOrganizationName: 'suborg-1', rootUsers: [rootUser], rootQuorumThreshold: 1 }
    const wallet = { walletName: 'Default Wallet', accounts: [] }
    await expect(client.createSubOrganization({ ...parameters, wallet })).rejects.toEqual(noWallets)
    const { subOrganizationId } = await client.createSubOrganization(parameters)
    const { users } = await client.getUsers({ organizationId: subOrganizationId })
    expect(users).toMatchObject([{ userName: '' }])
    expect(users[0]).not.toHaveProperty('userEmail')
  })
})

describe('getSuborgs', () => {
  it('finds the sub-organization of a passkey', async () => {
    const passkey = makeSoftwarePasskey()
    const authenticators = [{ authenticatorName: 'First', ...makeRegistration(passkey) }]
    const rootUser = { userName: 'Ada', apiKeys: [], oauthProviders: [], authenticators }
    const { subOrganizationId } = await client.createSubOrganization({
      subOrganizationName: 'suborg-2',
      rootUsers: [rootUser],
      rootQuorumThreshold: 1,
    })
    const filterValue = toBase64url(passkey.credentialId)
    expect(await server.getSuborgs({ filterType: 'CREDENTIAL_ID', filterValue })).toEqual({
      organizationIds: [subOrganizationId],
    })
  })
})
