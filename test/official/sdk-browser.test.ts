/** @turnkey/sdk-browser 1.10.2 with iframe-stamper 2.0.0 (window messages), unmodified, in Chromium. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VirtualAuthenticator } from '../support/virtual-authenticator.ts'
import type { Account } from './pages/application-page.ts'
import { type Stage, setStage } from './support/set-stage.ts'

let stage: Stage
let page: Page
let authenticator: VirtualAuthenticator
let account: Account

beforeAll(async () => {
  stage = await setStage('sdk-browser-page.ts')
})
afterAll(() => stage.close())

beforeEach(async () => {
  ;({ page, authenticator } = await stage.openTab())
  account = await page.evaluate(() => window.browserPage.signUp('Ada'))
})
afterEach(() => page.context().close())

const login = (): Promise<unknown> => page.evaluate(() => window.browserPage.passkeyClient.login())

/** The documented steps: one touch, then the bundle goes into the frame. */
function openSession(expirationSeconds: string) {
  return page.evaluate(async (seconds) => {
    const { turnkey, passkeyClient, iframeClient } = window.browserPage
    const iframe = await iframeClient
    const user = await turnkey.getCurrentUser()
    const { credentialBundle } = await passkeyClient.createPasskeySession(
      user?.userId ?? '',
      iframe.iframePublicKey ?? '',
      seconds,
    )
    return iframe.injectCredentialBundle(credentialBundle)
  }, expirationSeconds)
}

/** Who the frame's session key belongs to, or the text of the refusal. */
const whoami = (): Promise<unknown> =>
  page.evaluate(async (organizationId) => {
    const iframe = await window.browserPage.iframeClient
    return iframe.getWhoami({ organizationId }).catch(String)
  }, account.organizationId)

const injectStored = (): Promise<boolean> =>
  page.evaluate(async () => {
    const { turnkey, iframeClient } = window.browserPage
    const stored = await turnkey.getReadWriteSession()
    return (await iframeClient).injectCredentialBundle(stored?.credentialBundle ?? '')
  })

describe('login', () => {
  it('finds the sub-organization of the passkey from the parent id', async () => {
    expect(await login()).toMatchObject({ ...account, username: 'Ada', organizationName: "Ada's organization" })
    expect(await page.evaluate(() => window.browserPage.turnkey.getCurrentUser())).toMatchObject({
      userId: account.userId,
      username: 'Ada',
      organization: { organizationId: account.organizationId, organizationName: "Ada's organization" },
    })
  })

  it('is refused as unauthenticated when the stored organization is not the one of the passkey', async () => {
    await login()
    const refusal = await page.evaluate(async () => {
      const key = '@turnkey/session/v1'
      const foreign = '00000000-0000-4000-8000-000000000000'
      const stored = JSON.parse(localStorage.getItem(key) ?? '')
      localStorage.setItem(key, JSON.stringify({ ...stored, organization: { organizationId: foreign } }))
      return window.browserPage.passkeyClient.login().catch(String)
    })
    expect(refusal).toContain('Turnkey error 16: credential ID could not be found in organization')
  })

  it('opens a read-only session, which reads without a touch, also after a reload, and writes nothing', async () => {
    await login()
    const touches = await authenticator.signCount()
    await page.reload()
    const [read, refusal] = await page.evaluate(async ({ userId }) => {
      const session = await window.browserPage.turnkey.currentUserSession()
      const writing = session?.deleteApiKeys({ userId, apiKeyIds: [userId] })
      return [await session?.getUser({ userId }), await writing?.catch(String)]
    }, account)
    expect(read).toMatchObject({ user: { userId: account.userId, userName: 'Ada' } })
    expect(refusal).toContain('Turnkey error 7: a read-only session cannot submit activities')
    expect(await authenticator.signCount()).toBe(touches)
  })
})

describe('a passkey session', () => {
  beforeEach(login)

  it('takes one touch; 20 reads and 5 writes take none', async () => {
    const before = await authenticator.signCount()
    expect(await openSession('900')).toBe(true)
    expect(await authenticator.signCount()).toBe(before + 1)
    expect(await whoami()).toMatchObject({ ...account, username: 'Ada' })
    const work = await page.evaluate((own) => window.browserPage.readAndWrite(own), account)
    expect(work.names).toEqual(Array(20).fill('Ada'))
    expect(new Set(work.apiKeyIds).size).toBe(5)
    expect(await authenticator.signCount()).toBe(before + 1)
  })

  it('goes on after a reload, once the stored bundle is injected again', async () => {
    await openSession('900')
    const touches = await authenticator.signCount()
    await page.reload()
    expect(await whoami()).toContain('cannot sign payload without credential')
    expect(await injectStored()).toBe(true)
    expect(await whoami()).toMatchObject(account)
    expect(await authenticator.signCount()).toBe(touches)
  })

  it('ends on time, with the text that clients look for', async () => {
    await openSession('60')
    expect(await whoami()).toMatchObject(account)
    stage.passTime(60)
    expect(await whoami()).toContain('Turnkey error 16: Unauthenticated desc = expired api key publicKey')
    expect(await page.evaluate(() => window.browserPage.passkeyClient.getWhoami())).toMatchObject(account)
  })

  it('outlives logoutUser, which only forgets, until its key is deleted', async () => {
    await openSession('900')
    expect(await page.evaluate(() => window.browserPage.turnkey.logoutUser())).toBe(true)
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(await whoami()).toMatchObject(account)
    await page.evaluate(async ({ organizationId, userId }) => {
      const iframe = await window.browserPage.iframeClient
      const { apiKeys } = await iframe.getApiKeys({ organizationId, userId })
      await iframe.deleteApiKeys({ organizationId, userId, apiKeyIds: apiKeys.map(({ apiKeyId }) => apiKeyId) })
    }, account)
    expect(await whoami()).toContain('could not find public key in organization or its parent organization')
  })

  it('cannot make what outlives it: the server asks for the passkey', async () => {
    await openSession('900')
    const refusal = await page.evaluate(async ({ organizationId, userId }) => {
      const apiKey = {
        apiKeyName: 'permanent',
        publicKey: `02${'1'.repeat(64)}`,
        curveType: 'API_KEY_CURVE_P256',
      } as const
      const iframe = await window.browserPage.iframeClient
      return iframe.createApiKeys({ organizationId, userId, apiKeys: [apiKey] }).catch(String)
    }, account)
    expect(refusal).toContain('Turnkey error 7: step-up required')
  })
})
