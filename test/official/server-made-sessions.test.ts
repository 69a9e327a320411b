/**
 * @turnkey/sdk-browser 1.10 to 4.x, unmodified, in Chromium: sessions whose key the server makes and seals to the auth iframe, which they
 * open besides those of `createPasskeySession`.
 */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VirtualAuthenticator } from '../support/virtual-authenticator.ts'
import type { Account } from './pages/application-page.ts'
import { type Stage, setStage } from './support/set-stage.ts'

const version1 = { name: 'sdk-browser-1.10', release: '@turnkey/sdk-browser@1.10.2' }
const version3 = { name: 'sdk-browser-3.0', release: '@turnkey/sdk-browser@3.0.1' }
const version4 = { name: '@turnkey/sdk-browser', from: 'sdk-react-4.2', release: '@turnkey/sdk-browser@4.3.0' }
const file = 'iframe-sessions-page.ts'

let stage: Stage
let page: Page
let authenticator: VirtualAuthenticator
let account: Account

beforeAll(async () => {
  stage = await setStage({
    'version-1': { file, client: version1 },
    'version-3': { file, client: version3 },
    'version-4': { file, client: version4 },
  })
})
afterAll(() => stage.close())
afterEach(() => page.context().close())

async function openTab(name: string): Promise<void> {
  ;({ page, authenticator } = await stage.openTab(name))
  account = await page.evaluate(() => window.iframePage.signUp('Ada'))
}

/** Who the frame's session key belongs to, or the text of the refusal; with the parent's id, which finds the sub-organization. */
const whoami = (): Promise<unknown> =>
  page.evaluate(async () => (await window.iframePage.iframeClient).getWhoami().catch(String))

describe('1.10.2', () => {
  beforeEach(() => openTab('version-1'))

  it('opens a session with loginWithReadWriteSession, and the bundle it stores opens it again', async () => {
    const touches = await authenticator.signCount()
    await page.evaluate(async () => {
      const { passkeyClient, iframeClient } = window.iframePage
      const targetKey = (await iframeClient).iframePublicKey ?? ''
      const { credentialBundle } = await passkeyClient.loginWithReadWriteSession(targetKey)
      await (await iframeClient).injectCredentialBundle(credentialBundle)
    })
    expect(await whoami()).toMatchObject({ ...account, username: 'Ada' })
    await page.reload()
    await page.evaluate(async () => {
      const { turnkey, iframeClient } = window.iframePage
      const stored = Object(await turnkey.getReadWriteSession())
      await (await iframeClient).injectCredentialBundle(stored.credentialBundle)
    })
    expect(await whoami()).toMatchObject(account)
    expect(await authenticator.signCount()).toBe(touches + 1)
  })
})

describe.each([
  ['3.0.1', 'version-3'],
  ['4.3.0', 'version-4'],
])('%s', (_version, name) => {
  beforeEach(() => openTab(name))

  const login = (expirationSeconds: string): Promise<void> =>
    page.evaluate(async (seconds) => {
      const { passkeyClient, iframeClient } = window.iframePage
      const frame = await iframeClient
      const target = { iframeClient: frame, targetPublicKey: frame.iframePublicKey }
      await passkeyClient.loginWithPasskey({ ...target, expirationSeconds: seconds })
    }, expirationSeconds)

  /** New key for the frame, signed for by the old one; undefined, or the text of the refusal. */
  const refresh = (expirationSeconds: string): Promise<unknown> =>
    page.evaluate(async (seconds) => {
      const frame = await window.iframePage.iframeClient
      const target = { targetPublicKey: frame.iframePublicKey, expirationSeconds: seconds }
      return frame.refreshSession(target).catch(String)
    }, expirationSeconds)

  it('logs in with one touch, reads and writes without one, and goes on after a reload', async () => {
    const touches = await authenticator.signCount()
    await login('900')
    expect(await whoami()).toMatchObject({ ...account, username: 'Ada' })
    const work = await page.evaluate((own) => window.iframePage.readAndWrite(own), account)
    expect(work.names).toEqual(Array(20).fill('Ada'))
    await page.reload()
    await page.evaluate(async () => {
      const { turnkey, iframeClient } = window.iframePage
      const session = await turnkey.getSession()
      await (await iframeClient).loginWithSession(session ?? '')
    })
    expect(await whoami()).toMatchObject(account)
    expect(await authenticator.signCount()).toBe(touches + 1)
  })

  it('renews a session up to its own end, in exchange for the old key', async () => {
    await login('900')
    const touches = await authenticator.signCount()
    expect(await refresh('600')).toBeUndefined()
    expect(await whoami()).toMatchObject(account)
    const keys = await page.evaluate(async (own) => (await window.iframePage.iframeClient).getApiKeys(own), account)
    expect(keys.apiKeys).toHaveLength(1)
    expect(await authenticator.signCount()).toBe(touches)
  })

  it('renews a session beyond its own end, up to 12 hours after the touch', async () => {
    await login('60')
    const touches = await authenticator.signCount()
    expect(await refresh('900')).toBeUndefined()
    expect(await refresh('43201')).toContain('Turnkey error 7: step-up required')
    expect(await whoami()).toMatchObject(account)
    expect(await authenticator.signCount()).toBe(touches)
  })

  it('forgets the session when it logs out', async () => {
    await login('900')
    expect(await page.evaluate(() => window.iframePage.turnkey.logout())).toBe(true)
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  })
})
