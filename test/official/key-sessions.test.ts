/**
 * @turnkey/sdk-browser from 5 on, unmodified, in Chromium: sessions whose key lies in the page's IndexedDB and is registered by
 * `stamp_login`.
 */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VirtualAuthenticator } from '../support/virtual-authenticator.ts'
import type { Account } from './pages/application-page.ts'
import { releaseOf } from './support/official-package.ts'
import { type Stage, setStage } from './support/set-stage.ts'

const generations = [
  { page: 'version-5', name: 'sdk-browser-5.2', release: '@turnkey/sdk-browser@5.2.3' },
  { page: 'version-6', name: 'sdk-browser-6.1', release: '@turnkey/sdk-browser@6.1.0' },
  { page: 'version-7', name: 'sdk-browser-7.0', release: '@turnkey/sdk-browser@7.0.0' },
  { page: 'version-8', name: '@turnkey/sdk-browser', release: '@turnkey/sdk-browser@8.2.1' },
]

let stage: Stage

beforeAll(async () => {
  stage = await setStage(
    Object.fromEntries(generations.map(({ page, ...client }) => [page, { file: 'key-sessions-page.ts', client }])),
  )
})
afterAll(() => stage.close())

it.each(generations)('$release is what is installed', (generation) => {
  expect(releaseOf(generation)).toBe(generation.release)
})

describe.each(generations)('$release', (generation) => {
  let page: Page
  let authenticator: VirtualAuthenticator
  let account: Account

  beforeEach(async () => {
    ;({ page, authenticator } = await stage.openTab(generation.page))
    account = await page.evaluate(() => window.keyPage.signUp('Ada'))
  })
  afterEach(() => page.context().close())

  const login = (expirationSeconds?: string): Promise<void> =>
    page.evaluate((seconds) => window.keyPage.login(seconds), expirationSeconds)

  /** Who the key in IndexedDB belongs to, or the text of the refusal. */
  const whoami = (): Promise<unknown> =>
    page.evaluate(async (input) => (await window.keyPage.keyClient).getWhoami(input).catch(String), {
      organizationId: account.organizationId,
    })

  /** Exchanges the key for a new one, signed for by the old one; undefined, or the text of the refusal. */
  const refresh = (options: object): Promise<unknown> =>
    page.evaluate(async (input) => (await window.keyPage.keyClient).refreshSession(input).catch(String), options)

  const publicKey = (): Promise<string | null> =>
    page.evaluate(async () => (await window.keyPage.keyClient).getPublicKey())

  it('logs in with one touch, reads and writes without one, and goes on after a reload', async () => {
    const touches = await authenticator.signCount()
    await login()
    expect(await page.evaluate(() => window.keyPage.turnkey.getSession())).toMatchObject({
      sessionType: 'SESSION_TYPE_READ_WRITE',
      ...account,
    })
    expect(await page.evaluate(async () => (await window.keyPage.keyClient).getWhoami())).toMatchObject(account)
    await page.reload()
    const work = await page.evaluate((own) => window.keyPage.readAndWrite(own), account)
    expect(work.names).toEqual(Array(20).fill('Ada'))
    expect(new Set(work.apiKeyIds).size).toBe(5)
    expect(await authenticator.signCount()).toBe(touches + 1)
  })

  it('logs in for reading only', async () => {
    const session = await page.evaluate(async () => {
      await window.keyPage.passkeyClient.loginWithPasskey({ sessionType: 'SESSION_TYPE_READ_ONLY' })
      return window.keyPage.turnkey.getSession()
    })
    expect(session).toMatchObject({ sessionType: 'SESSION_TYPE_READ_ONLY', ...account, token: expect.any(String) })
    // In seconds; in milliseconds it would be a thousand times as much.
    expect((session?.expiry ?? 0) - Date.now() / 1000).toBeGreaterThan(0)
    expect((session?.expiry ?? 0) - Date.now() / 1000).toBeLessThan(7200)
  })

  it('ends on time, with the text that clients look for', async () => {
    await login('60')
    expect(await whoami()).toMatchObject(account)
    stage.passTime(60)
    expect(await whoami()).toContain('Turnkey error 16: Unauthenticated desc = expired api key publicKey')
  })

  it('renews a session up to its own end, with a new key', async () => {
    await login('900')
    const [touches, before] = [await authenticator.signCount(), await publicKey()]
    expect(await refresh({ expirationSeconds: '600', invalidateExisting: true })).toBeUndefined()
    expect(await publicKey()).not.toBe(before)
    expect(await whoami()).toMatchObject(account)
    const keys = await page.evaluate(async (own) => (await window.keyPage.keyClient).getApiKeys(own), account)
    expect(keys.apiKeys).toHaveLength(1)
    expect(await authenticator.signCount()).toBe(touches)
  })

  it('renews a session beyond its own end, up to 12 hours after the touch', async () => {
    await login('60')
    const [touches, before] = [await authenticator.signCount(), await publicKey()]
    expect(await refresh({})).toBeUndefined()
    expect(await publicKey()).not.toBe(before)
    const renewed = await publicKey()
    expect(await refresh({ expirationSeconds: '43201' })).toContain('Turnkey error 7: step-up required')
    expect(await publicKey()).toBe(renewed)
    expect(await whoami()).toMatchObject(account)
    expect(await authenticator.signCount()).toBe(touches)
  })

  it('outlives logging out, which only forgets, until its key is deleted', async () => {
    await login()
    expect(await page.evaluate(() => window.keyPage.turnkey.logout())).toBe(true)
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(await whoami()).toMatchObject(account)
    await page.evaluate(async ({ organizationId, userId }) => {
      const client = await window.keyPage.keyClient
      const { apiKeys } = await client.getApiKeys({ organizationId, userId })
      await client.deleteApiKeys({ organizationId, userId, apiKeyIds: apiKeys.map(({ apiKeyId }) => apiKeyId) })
    }, account)
    expect(await whoami()).toContain('could not find public key in organization or its parent organization')
  })

  it('opens a session in the auth iframe with a bundle, and renews it', async () => {
    const answers = await page.evaluate(async (own) => {
      const { passkeyClient, turnkey, embedFrame } = window.keyPage
      const frame = await embedFrame()
      const target = { targetPublicKey: frame.iframePublicKey, expirationSeconds: '900' }
      const { credentialBundle: bundle } = await passkeyClient.createReadWriteSession(target)
      await frame.loginWithBundle({ bundle })
      await frame.refreshSession({ expirationSeconds: '600', invalidateExisting: true })
      return [await frame.getWhoami(own), await turnkey.getSession()]
    }, account)
    expect(answers).toMatchObject([account, { sessionType: 'SESSION_TYPE_READ_WRITE', ...account }])
  })
})
